#!/usr/bin/env bash
# Builds the image and runs it once, locked down as in production, to see that it works.
#
#   ENGINE                     docker (the default) or podman
#   IMAGE                      the name of the image that is built
#   SDK_IMAGE, RUNTIME_IMAGE   base images in place of the Dockerfile's
#   BUILD_OPTIONS              more options for the build, such as --no-cache
#   PORT                       a free port of this machine
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

engine=${ENGINE:-docker}
image=${IMAGE:-cdngateway:smoke}
port=${PORT:-18080}
gateway=http://127.0.0.1:$port
container=cdngateway-smoke-$$
volume=cdngateway-smoke-$$
locked_down=(--read-only --cap-drop ALL --security-opt no-new-privileges)
work=$(mktemp -d)
export BUILDAH_FORMAT=docker # podman's own format has no health check

cleanup() {
  "$engine" rm --force --volumes "$container" >/dev/null 2>&1 || true
  "$engine" volume rm --force "$volume" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap cleanup EXIT

passed() { echo "ok: $*"; }

failed() {
  echo "FAILED: $*" >&2
  "$engine" logs "$container" >&2 2>/dev/null || true
  exit 1
}

# build
options=(--tag "$image" --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || true)")
for name in SDK_IMAGE RUNTIME_IMAGE; do
  [[ -z ${!name:-} ]] || options+=(--build-arg "$name=${!name}")
done
# shellcheck disable=SC2086 # several options in one variable
"$engine" build "${options[@]}" ${BUILD_OPTIONS:-} .
passed "built $image, $("$engine" image inspect --format '{{.Size}}' "$image") bytes"

# what is in it
"$engine" create --name "$container" "$image" >/dev/null
"$engine" export "$container" | tar --numeric-owner -tv >"$work/all-files"
"$engine" rm --volumes "$container" >/dev/null
grep " app/" "$work/all-files" >"$work/files"
grep -qE '^drwx.* 1654/1654 .* data/$' "$work/all-files" || failed "there is no /data that is user 1654's"
grep -q ' app/CdnGateway.dll$' "$work/files" || failed "there is no app/CdnGateway.dll"
if grep -E '/(bin|obj|src|tests|\.git)(/|$)|\.(cs|csproj|sln|user)$|launchSettings|appsettings\.Development' "$work/files"; then
  failed "this does not belong into the image"
fi
if grep -vE '^.rw[x-]r-[x-]r-[x-] +0/0 ' "$work/files"; then
  failed "these are not root's to write and everybody's to read"
fi
passed "$(wc -l <"$work/files") entries in /app, root's to write, everybody's to read"

# without a configuration
code=0
"$engine" run --rm --name "$container" "${locked_down[@]}" "$image" >"$work/refusal" 2>&1 || code=$?
[[ $code -eq 1 ]] || failed "without a configuration it exited with $code: $(cat "$work/refusal")"
grep -q 'CdnGateway:Accounts: there is no account' "$work/refusal" || failed "it does not say what is missing: $(cat "$work/refusal")"
passed "without a configuration it exits with 1 and says why"

# in production, with made-up traffic and a client whose key is in a secret file; it collects, and keeps what it gets
key=smoke-$RANDOM$RANDOM
mkdir "$work/secrets"
printf %s "$key" | sha256sum | cut -d ' ' -f 1 >"$work/secrets/CdnGateway__Clients__smoke__KeySha256"
chmod -R a+rX "$work"
"$engine" run --detach --name "$container" "${locked_down[@]}" --publish "127.0.0.1:$port:8080" \
  --volume "$work/secrets:/run/secrets:ro" --volume "$volume:/data" --env CdnGateway__Sandbox__Enabled=true "$image" >/dev/null
live_and_ready() {
  curl -fsS --retry 30 --retry-delay 1 --retry-all-errors -o /dev/null "$gateway/health/live" 2>/dev/null || failed "/health/live does not answer"
  curl -fsS -o /dev/null "$gateway/health/ready" || failed "/health/ready does not answer"
}
live_and_ready
passed "live and ready"

[[ $("$engine" exec "$container" id -u) == 1654 ]] || failed "it does not run as user 1654"
passed "runs as user 1654, with a read-only root file system and without capabilities"

[[ $(curl -sS -o /dev/null -w '%{http_code}' "$gateway/api/v1/accounts") == 401 ]] || failed "it answers without a key"
curl -fsS -H "X-Api-Key: $key" -o "$work/answer" "$gateway/api/v1/bandwidth-flow?account=jd-demo" || failed "it does not answer its client"
grep -q '"complete":true' "$work/answer" || failed "the answer is not complete: $(cat "$work/answer")"
passed "answers the client of the secret file and nobody else"

# what is kept: the file in the volume is there, and a new container goes on with it
kept_bytes() { "$engine" cp "$container:/data/cdngateway.db" - | wc -c; }
bytes=$(kept_bytes) || failed "there is no /data/cdngateway.db"
"$engine" restart -t 10 "$container" >/dev/null
live_and_ready
curl -fsS -H "X-Api-Key: $key" -o "$work/again" "$gateway/api/v1/bandwidth-flow?account=jd-demo" || failed "it does not answer after a restart"
grep -q '"complete":true' "$work/again" || failed "after a restart the answer is not complete: $(cat "$work/again")"
[[ $(kept_bytes) -ge $bytes ]] || failed "what was kept in /data is gone after a restart"
passed "keeps its points in the volume, and a restart goes on with them"

[[ $("$engine" image inspect --format '{{json .Config.Healthcheck}}' "$image") == *--healthcheck* ]] || failed "the image has no health check"
"$engine" exec "$container" dotnet CdnGateway.dll --healthcheck || failed "the health check fails"
passed "the health check succeeds"

began=$SECONDS
"$engine" stop -t 10 "$container" >/dev/null
took=$((SECONDS - began))
code=$("$engine" inspect --format '{{.State.ExitCode}}' "$container")
[[ $code -eq 0 && $took -le 5 ]] || failed "on SIGTERM it exited with $code after $took s"
passed "ends on SIGTERM within $took s"
