import { ApiError, send } from '../api/client.js';
import { events } from './event-stream.js';

/**
 * Asks a model and tells each piece of text as it arrives. Answers with what is known at the end: tokens, times, and why the
 * model stopped.
 */
export async function ask(request, { signal, onText }) {
  const begin = performance.now();
  const body = { ...request, stream: true, stream_options: { include_usage: true } };
  const response = await send('POST', '/v1/chat/completions', { body, signal });
  const known = { firstAfter: null, reason: null, usage: null };
  for await (const event of events(response.body)) {
    take(read(event), known, (text) => {
      known.firstAfter ??= performance.now() - begin;
      onText(text);
    });
  }
  if (!known.reason) {
    throw new ApiError(0, 'The answer broke off before its end.');
  }
  return { ...known, took: performance.now() - begin };
}

/* The mark at the end is no JSON; the stream is read until it closes, for leaving early would count as breaking off. */
function read({ type, data }) {
  const chunk = parsed(data);
  if (type === 'error' || chunk?.error) {
    throw new ApiError(0, chunk?.error?.message ?? chunk?.message ?? 'The provider broke off its answer.');
  }
  return chunk ?? {};
}

function parsed(data) {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}

function take(chunk, known, onText) {
  const choice = chunk.choices?.[0];
  const text = choice?.delta?.content ?? choice?.delta?.refusal;
  if (text) {
    onText(text);
  }
  known.reason = choice?.finish_reason ?? known.reason;
  known.usage = chunk.usage ?? known.usage;
}
