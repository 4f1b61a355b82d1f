#!/bin/sh
# Tests ./mvnw with fake JDKs, homes, PATHs and a fake Maven in a temporary directory. Needs no network.
# Run it by hand or in CI: src/test/sh/mvnw-test.sh
# To test under another shell: MVNW_TEST_SH=dash (or "busybox sh") src/test/sh/mvnw-test.sh
# shellcheck disable=SC2016,SC2086 # scripts are written unexpanded, and $shell is several words

shell=${MVNW_TEST_SH-}
top=$(CDPATH='' cd "$(dirname "$0")/../../.." && pwd -P)
tmp=$(mktemp -d) && T="$(cd "$tmp" && pwd -P)/a b" && mkdir "$T" || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
passed=0 failed=0 count=0

# --- checks ---

# check NAME COMMAND...: passes if the command succeeds
check() {
  name=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  %s\n' "$name" "$*"
    sed 's/^/  out: /' "$T/out"
    sed 's/^/  err: /' "$T/err"
  fi
}
out() { grep -qxF -e "$1" "$T/out"; }
logged() { grep -qxF -e "$1" "$log"; }
errs() { [ "$(cat "$T/err")" = "$1" ]; }
# One line, which begins like $1 and ends as a sentence does
sentence() { [ "$(wc -l <"$T/err")" -eq 1 ] && grep -q "^$1.*\.\$" "$T/err"; }
refused() { [ "$rc" -eq 1 ] && [ ! -s "$T/out" ]; }
# Nothing is left of a download
clean() { [ -z "$(find "$home" -name '.tmp*' -o -name '*.zip')" ]; }
installed() { [ -x "$home/.m2/wrapper/dists/apache-maven-3.9.99/$id/bin/mvn" ]; }
not() { ! "$@"; }

# --- fakes ---

# script FILE: makes FILE an executable script of standard input
script() {
  mkdir -p "${1%/*}" && { echo '#!/bin/sh' && cat; } >"$1" && chmod +x "$1"
}

# jdk DIR VERSION: a fake JDK
jdk() {
  script "$1/bin/java" <<EOF
echo 'Picked up JAVA_TOOL_OPTIONS: -Dx=1' >&2
echo 'openjdk version "$2" 2025-01-01' >&2
EOF
  script "$1/bin/javac" </dev/null
  echo 'exec "'"$jar"'" "$@"' | script "$1/bin/jar"
  printf 'IMPLEMENTOR="Fake"\nJAVA_VERSION="%s"\nOS_NAME="Any"\n' "$2" >"$1/release"
}

# fake_mvn DIR: a Maven on the PATH, which "fetches" $FAKE_ZIP
fake_mvn() {
  script "$1/mvn" <<'EOF'
[ "$1" != -v ] || exit "${FAKE_BROKEN:-0}"
{ echo mvn; echo "pwd=$(pwd)"; echo "java=${JAVA_HOME-unset}"; echo "base=${MAVEN_BASEDIR-unset}"; printf 'arg=%s\n' "$@"; } >>"$FAKE_LOG"
[ -d .mvn ] && echo neutral >>"$FAKE_LOG"
tries=0
while [ "$(grep -cx mvn "$FAKE_LOG")" -lt "${FAKE_CROWD:-1}" ] && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
echo noise; echo noise >&2
[ -z "${FAKE_OFFLINE-}" ] || { echo '[ERROR] the mirror is down'; exit 1; }
for a; do
  case $a in -DoutputDirectory=*) cp "$FAKE_ZIP" "${a#*=}/" ;; esac
done
EOF
}

fake_curl() {
  script "$1/curl" <<'EOF'
echo curl >>"$FAKE_LOG"
[ -z "${FAKE_OFFLINE-}" ] || { echo 'curl: (6) no such host' >&2; exit 6; }
while [ $# -gt 1 ]; do [ "$1" != -o ] || to=$2; shift; done
echo "url=$1" >>"$FAKE_LOG"
cp "$FAKE_ZIP" "$to"
EOF
}

# fresh: a new home, system and PATH, with nothing in them but the tools, a fake mvn and a fake curl
fresh() {
  count=$((count + 1))
  home="$T/$count/home" sys="$T/$count/sys" bin="$T/$count/bin" log="$T/$count/log"
  mkdir -p "$home" "$sys" "$bin" && : >"$log"
  fake_mvn "$bin"
  fake_curl "$bin"
  launcher=$project/mvnw where=$project path=$bin:$tools
}

# run [VAR=VALUE]... -- [ARGUMENT]...: runs the launcher in that environment only; sets $rc, fills $T/out and $T/err
run() {
  env=yes
  for a; do
    shift
    if [ -n "$env" ] && [ "$a" = -- ]; then
      env=''
      set -- "$@" $shell "$launcher"
    else
      set -- "$@" "$a"
    fi
  done
  (cd "$where" && exec env -i PATH="$path" HOME="$home" FAKE_ROOT="$sys" FAKE_LOG="$log" FAKE_ZIP="$zip" "$@") \
    >"$T/out" 2>"$T/err" </dev/null
  rc=$?
}

# --- set up ---

jar=
for d in "${JAVA_HOME-}" /usr/lib/jvm/* "$(/usr/libexec/java_home 2>/dev/null)"; do
  [ -x "$d/bin/jar" ] && jar=$d/bin/jar && break
done
[ -n "$jar" ] || jar=$(command -v jar) || { echo 'These tests need a real jar tool: set JAVA_HOME.' >&2; exit 1; }

tools=$T/tools
mkdir "$tools"
for t in sh env ls cat cp mv rm mkdir mktemp chmod readlink sed grep sleep unzip sha512sum shasum openssl ${shell%% *}; do
  real=$(command -v "$t") && ln -s "$real" "$tools/$t"
done

# The Maven that gets installed tells how it was called.
script "$T/zip/apache-maven-3.9.99/bin/mvn" <<'EOF'
echo "maven=$0"; echo "java=$JAVA_HOME"; echo "base=$MAVEN_PROJECTBASEDIR"; echo "pwd=$(pwd)"; echo "opts=${MAVEN_OPTS-}"; echo "pid=$$"
[ $# -eq 0 ] || printf 'arg=%s\n' "$@"
if [ -n "${FAKE_WAIT-}" ]; then
  trap 'exit 42' TERM
  echo >"$FAKE_WAIT"
  while :; do sleep 0.1; done
fi
exit "${FAKE_EXIT:-0}"
EOF
zip=$T/apache-maven-3.9.99-bin.zip
(cd "$T/zip" && "$jar" cMf "$zip" .) || exit 1
sum=$( (sha512sum <"$zip" || shasum -a 512 <"$zip" || openssl dgst -sha512 -r <"$zip") 2>/dev/null)
sum=${sum%% *}
id=sha512-$(echo "$sum" | cut -c1-12)

# The launcher under test, with the system's directories replaced by those in $FAKE_ROOT.
project="$T/my project"
mkdir -p "$project/.mvn/wrapper" "$project/module"
sed -e 's# /usr/l# "$FAKE_ROOT"/usr/l#g' -e 's# /usr/java# "$FAKE_ROOT"/usr/java#g' -e 's# /opt/# "$FAKE_ROOT"/opt/#g' \
  -e 's# /Library# "$FAKE_ROOT"/Library#g' "$top/mvnw" >"$project/mvnw"
chmod +x "$project/mvnw"
url=https://archive.apache.org/dist/maven/maven-3/3.9.99/binaries/apache-maven-3.9.99-bin.zip
printf '# a comment\ndistributionUrl=%s\ndistributionSha512Sum=%s\n' "$url" "$sum" >"$project/.mvn/wrapper/maven-wrapper.properties"
jdk "$T/jdk 25" 25.0.1
jdk "$T/jdk17" 17.0.9
jdk "$T/jdk8" 1.8.0_402
jdk "$T/jre25" 25 && rm "$T/jre25/bin/javac"
J="JAVA_HOME=$T/jdk 25"

# --- installing through a Maven on the PATH ---

fresh
where=$T/jdk17
run "$J" MAVEN_BASEDIR=/x MAVEN_OPTS='-Xmx1g -Da=b' -- -s my.xml --global-settings "$T/g s.xml" -Dmaven.repo.local=r -Dx='1 2' -f pom.xml verify ''
check 'runs the Maven it fetched' out "maven=$home/.m2/wrapper/dists/apache-maven-3.9.99/$id/bin/mvn"
check 'succeeds' test $rc -eq 0
check 'says one line when it installs' errs 'Fetching Maven 3.9.99 ...'
check 'fetches it with the mvn on the PATH' logged 'arg=-Dartifact=org.apache.maven:apache-maven:3.9.99:zip:bin'
check 'without the archive' not logged curl
check 'in a directory of its own' logged neutral
check 'which is not the user'\''s' not logged "pwd=$where"
check 'nor that of MAVEN_BASEDIR' logged base=unset
check 'with the user'\''s settings' logged "arg=$where/my.xml"
check 'and global settings' logged "arg=$T/g s.xml"
check 'and local repository' logged "arg=-Dmaven.repo.local=$where/r"
check 'and properties' logged 'arg=-Dx=1 2'
check 'but not the goals' not logged arg=verify
check 'nor the POM' not logged arg=pom.xml
check 'leaves nothing behind' clean
check 'passes all arguments on' test "$(grep '^arg=' "$T/out" | tr '\n' ' ')" = \
  "arg=-s arg=my.xml arg=--global-settings arg=$T/g s.xml arg=-Dmaven.repo.local=r arg=-Dx=1 2 arg=-f arg=pom.xml arg=verify arg= "
check 'keeps the working directory' out "pwd=$where"
check 'keeps MAVEN_OPTS' out 'opts=-Xmx1g -Da=b'
check 'exports JAVA_HOME' out "java=$T/jdk 25"
check 'exports MAVEN_PROJECTBASEDIR' out "base=$project"

: >"$log"
run "$J" FAKE_EXIT=37 -- verify
check 'the second run is silent' errs ''
check 'and fetches nothing' not test -s "$log"
check 'passes the exit code on' test $rc -eq 37
before=$(date +%s)
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do run "$J" -- -v; done
check 'a warm start takes well under 100 ms' test $(($(date +%s) - before)) -le 2

(cd "$where" && exec env -i "$J" PATH="$path" HOME="$home" FAKE_ROOT="$sys" FAKE_WAIT="$T/up" $shell "$launcher") >"$T/out" 2>"$T/err" &
pid=$!
tries=0
until [ -e "$T/up" ] || [ $tries -ge 50 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -TERM $pid
wait $pid
check 'a signal reaches Maven, whose exit code comes back' test $? -eq 42
check 'as it is the same process' out "pid=$pid"

fresh
run JAVA_HOME="$T/jdk17" PATH="$T/jdk 25/bin:$path" -- -v
check 'the Maven on the PATH keeps its own Java' logged "java=$T/jdk17"
fresh
run PATH="$T/jdk 25/bin:$path" -- -v
check 'even if that is unset' logged java=unset
fresh
jdk "$sys/usr/lib/jvm/x" 25
run JAVA_HOME="$T/jdk17" FAKE_BROKEN=1 -- -v
check 'a Maven that cannot start gets the JDK found' logged "java=$sys/usr/lib/jvm/x"

fresh
rm "$tools/unzip"
run "$J" -- -v
check 'unpacks with jar when there is no unzip' test $rc -eq 0
check 'and says no more' errs 'Fetching Maven 3.9.99 ...'
ln -s "$(command -v unzip || echo /nowhere)" "$tools/unzip"

fresh
where=$home
run "$J" MAVEN_USER_HOME="cache dir" -- -v
check 'MAVEN_USER_HOME is used' out "maven=$home/cache dir/wrapper/dists/apache-maven-3.9.99/$id/bin/mvn"

fresh
mkdir -p "$home/.m2/wrapper/dists/apache-maven-3.9.99/0123abcd/bin"
run "$J" -- -v
check 'an installation of the stock wrapper does not disturb' test $rc -eq 0

fresh
for i in 1 2 3 4; do
  (run "$J" FAKE_CROWD=4 -- -v; echo "$rc" >"$T/rc$i") &
done
wait
check 'concurrent first runs all succeed' test "$(cat "$T/rc1" "$T/rc2" "$T/rc3" "$T/rc4")" = "$(printf '0\n0\n0\n0')"
check 'having fetched it at the same time' test "$(grep -cx mvn "$log")" -eq 4
check 'with one result' test "$(find "$home" -name mvn -type f | wc -l)" -eq 1
check 'and nothing left behind' clean

# --- refusals and the archive ---

fresh
mkdir "$T/bad" && cat "$zip" >"$T/bad/${zip##*/}" && echo >>"$T/bad/${zip##*/}" # it unpacks all the same
run "$J" FAKE_ZIP="$T/bad/${zip##*/}" -- -v
check 'a wrong checksum is refused' refused
sed 1d "$T/err" >"$T/rest" && mv "$T/rest" "$T/err"
check 'with one sentence' sentence 'The fetched apache-maven-3.9.99-bin.zip was deleted, because its SHA-512'
check 'the download is deleted' clean
check 'nothing is installed' not installed
check 'nor fetched anew from elsewhere' not logged curl

fresh
mkdir "$T/nosum"
for t in "$tools"/*; do ln -s "$t" "$T/nosum/"; done
rm -f "$T/nosum/sha512sum" "$T/nosum/shasum" "$T/nosum/openssl"
path=$bin:$T/nosum
case $shell in busybox*) ;; *) # its sh brings its own sha512sum along
  run "$J" -- -v
  check 'refuses what it cannot check' refused
  check 'which it says' grep -q 'install sha512sum, shasum or openssl\.$' "$T/err"
  check 'and deletes it' clean ;;
esac
for t in shasum openssl; do
  [ -e "$tools/$t" ] || continue
  fresh
  rm -f "$T/nosum/shasum" && ln -s "$tools/$t" "$T/nosum/$t"
  path=$bin:$T/nosum
  run "$J" -- -v
  check "checks with $t" test $rc -eq 0
done

fresh
rm "$bin/mvn"
run "$J" -- -v
check 'without a mvn on the PATH it comes from the archive' logged "url=$url"
check 'and is run' test $rc -eq 0
fresh
script "$bin/mvn" <<'EOF'
echo '[ERROR] no settings'; exit 1
EOF
run "$J" -- -v
check 'likewise if that mvn fails' logged "url=$url"
check 'silently' errs 'Fetching Maven 3.9.99 ...'
fresh
sed 's/-o/-O/g' "$bin/curl" | script "$bin/wget"
rm "$bin/mvn" "$bin/curl"
run "$J" -- -v
check 'wget does it, too' logged "url=$url"
fresh
run "$J" FAKE_OFFLINE=1 -- -v
check 'fails if both fail' refused
check 'and shows why' grep -q '^\[ERROR\] the mirror is down' "$T/err"
check 'both times' grep -q '^curl: (6)' "$T/err"
check 'leaving nothing behind' clean

fresh
ln -sf "$project/mvnw" "$bin/mvn"
mkdir "$T/$count/bin2" && fake_mvn "$T/$count/bin2"
run "$J" PATH="$bin:$T/$count/bin2:$tools" -- -v
check 'a mvn that is this launcher is passed over' logged mvn
fresh
script "$bin/mvn" <<EOF
echo again >>"\$FAKE_LOG"
[ "\$(grep -cx again "\$FAKE_LOG")" -lt 9 ] && exec $shell "$project/mvnw" "\$@"
EOF
run "$J" -- -v
check 'a mvn that calls this launcher is no help' logged "url=$url"
check 'and does not recurse' test "$(grep -cx again "$log")" -le 2

fresh
echo file >"$home/.m2"
run "$J" -- -v
check 'a home that cannot be written is refused' refused
check 'with one sentence about it' sentence "Maven 3.9.99 cannot be installed in $home/.m2"

# --- the JDK ---

fresh
run "$J" -- -v
M="MAVEN_USER_HOME=$home/.m2" # installed once for all of these

fresh
jdk "$sys/usr/lib/jvm/jdk-30" 30
jdk "$T/jdk21" 21
run "$M" JAVA_HOME="$T/jdk21" -- -v
check 'a JAVA_HOME of 21 wins, even over newer ones' out "java=$T/jdk21"
for old in jdk17 jdk8 jre25 nowhere; do
  run "$M" JAVA_HOME="$T/$old" -- -v
  check "JAVA_HOME=$old is skipped" out "java=$sys/usr/lib/jvm/jdk-30"
  check 'silently' errs ''
done
mkdir -p "$T/$count/alternatives" && ln -s "$T/jdk 25/bin/java" "$T/$count/alternatives/java" && ln -s ../alternatives/java "$bin/java"
run "$M" JAVA_HOME="$T/jdk17" -- -v
check 'the java on the PATH comes next, symlinks followed' out "java=$T/jdk 25"
run "$M" PATH="$T/jdk17/bin:$tools" -- -v
check 'unless it is too old' out "java=$sys/usr/lib/jvm/jdk-30"
run "$M" PATH="$T/jre25/bin:$tools" -- -v
check 'or a JRE' out "java=$sys/usr/lib/jvm/jdk-30"

fresh
jdk "$sys/usr/lib/jvm/java-9" 9
jdk "$sys/usr/lib/jvm/java-17" 17
jdk "$sys/usr/lib/jvm/java-2-a" 22
jdk "$sys/usr/lib/jvm/java-2-b" 21
run "$M" -- -v
check 'the newest of /usr/lib/jvm' out "java=$sys/usr/lib/jvm/java-2-a"
v=22
for d in "$sys/opt/java-x" "$sys/opt/java/openjdk" "$home/.sdkman/candidates/java/23-tem" "$home/.jdks/x y" "$sys/Library/Java/JavaVirtualMachines/x/Contents/Home"; do
  v=$((v + 1))
  jdk "$d" $v
  run "$M" -- -v
  check "or of ${d#"$T/$count"}" out "java=$d"
done
jdk "$home/sdk/candidates/java/99" 99
run "$M" SDKMAN_DIR="$home/sdk" -- -v
check 'SDKMAN_DIR is used' out "java=$home/sdk/candidates/java/99"

fresh
jdk "$sys/usr/lib/jvm/a" 21.0.1 && rm "$sys/usr/lib/jvm/a/release"
jdk "$sys/usr/lib/jvm/b" 17.0.1 && rm "$sys/usr/lib/jvm/b/release"
run "$M" -- -v
check 'without a release file, java -version tells' out "java=$sys/usr/lib/jvm/a"

fresh
echo '[ "$1 $2" = "-v 21+" ] && [ -z "${JAVA_HOME-}" ] && echo "'"$T/jdk 25"'"' | script "$sys/usr/libexec/java_home"
run "$M" JAVA_HOME="$T/jdk17" -- -v
check 'macOS java_home is asked' out "java=$T/jdk 25"
echo 'echo "'"$T/jdk17"'"' | script "$sys/usr/libexec/java_home"
run "$M" -- -v
check 'but not trusted' refused

fresh
jdk "$sys/usr/lib/jvm/java-17" 17
run JAVA_HOME="$T/jdk17" PATH="$T/jre25/bin:$path" -- -v
check 'no JDK: refused' refused
check 'with one sentence that says what to install' sentence 'Stagedoor needs a JDK 21 or newer: install one (.*adoptium.*apt-get.*sdk install.*) or set JAVA_HOME to it'
check 'before anything is fetched' not test -s "$log"

# --- how it is called ---

fresh
where=$project
launcher=./mvnw
run "$J" "$M" -- -v
check './mvnw' out "base=$project"
if [ -n "$shell" ]; then
  launcher=mvnw
  run "$J" "$M" -- -v
  check 'sh mvnw' out "base=$project"
fi
where=$project/module launcher=../mvnw
run "$J" "$M" -- -v
check '../mvnw' out "base=$project"
check 'stays in the directory' out "pwd=$project/module"
mkdir -p "$T/links"
ln -s "../my project/mvnw" "$T/links/relative"
ln -s "$T/links/relative" "$T/links/absolute"
where=$T launcher=links/absolute
run "$J" "$M" -- -v
check 'through symlinks' out "base=$project"
check 'from anywhere' out "pwd=$T"
mkdir -p "$T/other/my project"
launcher='my project/mvnw'
run "$J" "$M" CDPATH="$T/other" -- -v
check 'whatever CDPATH says' out "base=$project"

# --- the files ---

launcher=$top/mvnw files="$T/files"
cat "$top/mvnw" "$top/mvnw.cmd" "$top/.mvn/wrapper/maven-wrapper.properties" >"$files"
hosts=$(tr -s ' "`,)' '\n' <"$files" | sed -n 's#.*https*://\([^/]*\).*#\1#p' | sort -u | tr '\n' ' ')
check 'no other host is named than Apache'\''s archive and Adoptium' test "$hosts" = 'adoptium.net archive.apache.org '
check 'a Maven 3.9 of the archive is pinned' grep -qx \
  'distributionUrl=https://archive.apache.org/dist/maven/maven-3/\(3\.9\.[0-9]*\)/binaries/apache-maven-\1-bin.zip' "$files"
check 'and its SHA-512' grep -Eqx 'distributionSha512Sum=[0-9a-f]{128}' "$files"
check 'both launchers use the same plugin' test "$(grep -o 'maven-dependency-plugin:[0-9.]*[0-9]' "$files" | sort -u | wc -l)" -eq 1
check 'mvnw is executable' test -x "$top/mvnw"
check 'mvnw.cmd has CRLF line ends' test "$(grep -c "$(printf '\r')\$" "$top/mvnw.cmd")" -eq "$(wc -l <"$top/mvnw.cmd")"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
