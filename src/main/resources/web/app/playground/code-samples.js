/** The same call as a program makes it. The key is always read from the environment, never written down. */
export const LANGUAGES = [
  { id: 'curl', label: 'curl', write: curl },
  { id: 'python', label: 'Python', write: python },
  { id: 'javascript', label: 'JavaScript', write: javascript },
  { id: 'java', label: 'Java', write: java },
];

function curl(base, request) {
  return `curl ${quoted(`${base}/chat/completions`)} \\
  -H "Authorization: Bearer $STAGEDOOR_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d ${quoted(JSON.stringify(request, null, 2))}
`;
}

/* Within single quotes a shell takes everything as it is, but for the quote itself. */
function quoted(text) {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/* Strings in JSON are strings in Python and JavaScript too, with the same escapes. */
function python(base, { model, messages, ...settings }) {
  const lines = messages.map((message) => `        ${JSON.stringify(message)},`);
  const more = Object.entries(settings).map(([name, value]) => `    ${name}=${JSON.stringify(value)},\n`);
  return `import os

from openai import OpenAI

client = OpenAI(
    base_url=${JSON.stringify(base)},
    api_key=os.environ["STAGEDOOR_API_KEY"],
)
answer = client.chat.completions.create(
    model=${JSON.stringify(model)},
    messages=[
${lines.join('\n')}
    ],
${more.join('')})
print(answer.choices[0].message.content)
`;
}

function javascript(base, request) {
  return `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: ${JSON.stringify(base)},
  apiKey: process.env.STAGEDOOR_API_KEY,
});
const answer = await client.chat.completions.create(${JSON.stringify(request, null, 2)});
console.log(answer.choices[0].message.content);
`;
}

/* A text block needs no more than its backslashes doubled: JSON never has three quotes in a row. */
function java(base, request) {
  const body = JSON.stringify(request, null, 2).replaceAll('\\', '\\\\').replaceAll('\n', '\n            ');
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class Ask {
    public static void main(String[] args) throws Exception {
        var body = """
            ${body}
            """;
        var request = HttpRequest.newBuilder(URI.create(${JSON.stringify(`${base}/chat/completions`)}))
                .header("Authorization", "Bearer " + System.getenv("STAGEDOOR_API_KEY"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        System.out.println(answer.body());
    }
}
`;
}
