#!/usr/bin/env bash
# Measures the gateway against a bare Kestrel endpoint and against nginx's cache, and the month-95 from the store; everything on loopback.
# usage: bench.sh [http] [month] [micro]        all three without arguments; ROUNDS, SECONDS_A_RUN and CONNECTIONS in the environment
# needs: dotnet, curl, wrk, nginx (Debian: apt-get install -y nginx wrk curl)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

ROUNDS=${ROUNDS:-3}
SECONDS_A_RUN=${SECONDS_A_RUN:-5}
CONNECTIONS=${CONNECTIONS:-16}
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

temp=$(mktemp -d)
started=()
misses=()
stop() {
  local pid=$1
  kill "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
}
cleanup() {
  local pid
  for pid in "${started[@]}"; do stop "$pid"; done
  rm -rf "$temp"
}
trap cleanup EXIT

gateway=(dotnet "$PWD/src/CdnGateway/bin/Release/net10.0/CdnGateway.dll" --contentRoot "$temp")
benchmarks=(dotnet "$PWD/tests/CdnGateway.Benchmarks/bin/Release/net10.0/CdnGateway.Benchmarks.dll")
day=$(TZ=Asia/Shanghai date -d '4 days ago' +%F)
next_day=$(TZ=Asia/Shanghai date -d '3 days ago' +%F)

# start <name> <command…>: runs it with its output in a file; its address is in $address, its process in $pid.
start() {
  local name=$1
  shift
  : >"$temp/$name.log"
  "$@" >"$temp/$name.log" 2>&1 </dev/null &
  pid=$!
  started+=("$pid")
  for _ in $(seq 300); do
    address=$(grep -o 'http://127.0.0.1:[0-9]*' "$temp/$name.log" | head -n 1 || true)
    [[ -z $address ]] || return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  echo "$name did not start:" >&2
  cat "$temp/$name.log" >&2
  exit 1
}

# configure <store file> <number of domains> <provider's address>: the environment of a gateway, as lines for env.
configure() {
  local i
  printf '%s\n' ASPNETCORE_URLS=http://127.0.0.1:0 DOTNET_ENVIRONMENT=Production Logging__LogLevel__Default=Information \
    CdnGateway__AllowAnonymous=true CdnGateway__Collector__Enabled=false "CdnGateway__Store__ConnectionString=Data Source=$1" \
    CdnGateway__Accounts__jd__Provider=JdCloud CdnGateway__Accounts__jd__Username=jd-demo \
    CdnGateway__Accounts__jd__SecretKey=jd-demo-key-this-is-not-a-secret CdnGateway__Accounts__jd__CallsPerMinute=100000 \
    "CdnGateway__Accounts__jd__BaseUrl=$3"
  for ((i = 0; i < $2; i++)); do printf 'CdnGateway__Accounts__jd__Domains__%d=d%d.bench.example\n' "$i" "$i"; done
}

median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# target <name> <what is wanted of it> <wrk's arguments…>
targets=()
target() {
  local name=$1
  shift
  printf '%s\n' "$@" >"$temp/$name.args"
  targets+=("$name")
}

run_wrk() {
  local name=$1 out
  mapfile -t arguments <"$temp/$name.args"
  out=$(wrk -t1 -c"$CONNECTIONS" -d"$2"s --latency "${arguments[@]}")
  if grep -q 'Non-2xx\|Socket errors' <<<"$out"; then
    echo "$name fails:" >&2
    echo "$out" >&2
    exit 1
  fi
  printf '%s\n' "$out"
}

bench_http() {
  start provider "${benchmarks[@]}" provider d0.bench.example
  local provider=$address
  configure "$temp/http.db" 1 "$provider" >"$temp/http.env"
  mapfile -t environment <"$temp/http.env"
  start gateway env "${environment[@]}" "${gateway[@]}"
  local question="$address/api/v1/bandwidth-flow?domain=d0.bench.example&start=$day&end=$next_day"

  # Thrice: fetched, read from the store, ready.
  for _ in 1 2 3; do curl -fsS -D "$temp/head" -o "$temp/body" "$question"; done
  local tag
  tag=$(tr -d '\r' <"$temp/head" | sed -n 's/^[Ee][Tt]ag: //p')
  start bare "${benchmarks[@]}" bare "$temp/body" "$tag"
  local bare=$address
  curl -fsS "$bare/" | cmp - "$temp/body"
  target bare-200 "$bare/"
  target gateway-200 "$question"
  target bare-304 -H "If-None-Match: $tag" "$bare/"
  target gateway-304 -H "If-None-Match: $tag" "$question"

  "${benchmarks[@]}" question d0.bench.example "$day" >"$temp/question.json"
  start_nginx "$provider" "$bare"
  {
    printf 'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [==['
    cat "$temp/question.json"
    printf ']==]\n'
  } >"$temp/post.lua"
  for _ in 1 2; do
    curl -fsS -D "$temp/nginx.head" -o "$temp/nginx.body" -H 'Content-Type: application/json' --data-binary "@$temp/question.json" "$cache/api/live/bandwidth_flow"
  done
  grep -qi 'x-cache: HIT' "$temp/nginx.head" || { echo "nginx does not cache" >&2; exit 1; }
  target nginx-200 -s "$temp/post.lua" "$cache/api/live/bandwidth_flow"
  curl -fsS "$cache/same" | cmp - "$temp/body"
  target nginx-same-200 "$cache/same"

  local name round
  for name in "${targets[@]}"; do run_wrk "$name" 3 >/dev/null; done
  for ((round = 0; round < ROUNDS; round++)); do
    for name in "${targets[@]}"; do
      run_wrk "$name" "$SECONDS_A_RUN" >"$temp/wrk.out"
      awk '/^Requests\/sec:/ { print $2 }' "$temp/wrk.out" >>"$temp/$name.rps"
      awk '$1 == "50%" { print $2 }' "$temp/wrk.out" >"$temp/$name.p50"
      awk '$1 == "99%" { print $2 }' "$temp/wrk.out" >"$temp/$name.p99"
    done
  done

  echo "One domain-day, warm; $CONNECTIONS connections, median of $ROUNDS rounds of ${SECONDS_A_RUN} s (p50 and p99 of the last)"
  printf '%-14s %10s %8s %10s %10s %8s\n' target requests/s of-bare p50 p99 bytes
  for name in "${targets[@]}"; do
    local bytes
    case $name in *-304) bytes=0 ;; nginx-200) bytes=$(stat -c %s "$temp/nginx.body") ;; *) bytes=$(stat -c %s "$temp/body") ;; esac
    printf '%-14s %10.0f %8.2f %10s %10s %8d\n' "$name" "$(rate "$name")" "$(ratio "$(rate "$name")" "$(rate "bare-${name##*-}")")" \
      "$(cat "$temp/$name.p50")" "$(cat "$temp/$name.p99")" "$bytes"
  done
  want "a warm answer is at least 0.6 of the bare endpoint" "$(ratio "$(rate gateway-200)" "$(rate bare-200)")" ge 0.6
  want "a warm answer is not below nginx's cache" "$(ratio "$(rate gateway-200)" "$(rate nginx-200)")" ge 1
}

rate() { median <"$temp/$1.rps"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'; }

# want <what> <measured> ge|le <bound>
want() {
  awk -v a="$2" -v b="$4" -v how="$3" 'BEGIN { exit !(how == "ge" ? a >= b : a <= b) }' || misses+=("$1: $2")
}

# start_nginx <provider> <bare endpoint>: caches the provider's answers by the body of the question, and under /same the gateway's own bytes.
# The cache stands in one server and the limit behind it in another, so that only what is not cached counts.
start_nginx() {
  local port limited
  port=$(free_port)
  limited=$(free_port "$port")
  cat >"$temp/nginx.conf" <<CONF
daemon off;
user $(id -un) $(id -gn);
worker_processes auto;
pid $temp/nginx.pid;
error_log $temp/nginx.err;
events { worker_connections 1024; }
http {
  access_log $temp/access.log;
  client_body_temp_path $temp/nginx-body;
  proxy_temp_path $temp/nginx-proxy;
  fastcgi_temp_path $temp/nginx-fastcgi;
  uwsgi_temp_path $temp/nginx-uwsgi;
  scgi_temp_path $temp/nginx-scgi;
  proxy_cache_path $temp/nginx-cache keys_zone=answers:10m max_size=1g;
  limit_req_zone \$server_name zone=quota:1m rate=100r/m;
  server {
    listen 127.0.0.1:$port;
    location / {
      client_body_buffer_size 64k;
      client_body_in_single_buffer on;
      proxy_http_version 1.1;
      proxy_pass http://127.0.0.1:$limited;
      proxy_cache answers;
      proxy_cache_methods POST;
      proxy_cache_key "\$request_uri|\$request_body";
      proxy_cache_valid 200 1h;
      proxy_cache_lock on;
      add_header X-Cache \$upstream_cache_status;
    }
    location /same {
      proxy_http_version 1.1;
      proxy_pass $2/;
      proxy_cache answers;
      proxy_cache_valid 200 1h;
      proxy_cache_lock on;
    }
  }
  server {
    listen 127.0.0.1:$limited;
    location / {
      limit_req zone=quota burst=100;
      proxy_http_version 1.1;
      proxy_pass $1;
    }
  }
}
CONF
  nginx -c "$temp/nginx.conf" -e "$temp/nginx.err" >/dev/null 2>&1 </dev/null &
  started+=("$!")
  cache=http://127.0.0.1:$port
  for _ in $(seq 100); do
    curl -s -o /dev/null "$cache/" && return 0
    sleep 0.1
  done
  cat "$temp/nginx.err" >&2
  exit 1
}

# free_port [other than]
free_port() {
  local port
  for port in $(shuf -i 20000-30000); do
    [[ $port != "${1:-}" ]] && ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && { echo "$port"; return; }
  done
}

# The provider's address is one where nobody listens: what is not in the store is not answered.
bench_month() {
  local month domains round
  month=$(TZ=Asia/Shanghai date -d "$(TZ=Asia/Shanghai date +%Y-%m-01) -1 day" +%Y-%m)
  while [[ $(date -d "$month-01 +1 month -1 day" +%d) != 31 ]]; do month=$(date -d "$month-01 -1 day" +%Y-%m); done
  echo
  echo "Month-95 of $month with the overlay, from the store, by a fresh process (median of $ROUNDS)"
  printf '%-10s %10s %12s %12s\n' domains seconds peak-RSS-MB store-MB
  for domains in 1000 10000; do
    configure "$temp/month-$domains.db" "$domains" http://127.0.0.1:9 >"$temp/month.env"
    mapfile -t environment <"$temp/month.env"
    env "${environment[@]}" "${benchmarks[@]}" fill "$month"
    : >"$temp/$domains.seconds"
    : >"$temp/$domains.rss"
    for ((round = 0; round < ROUNDS; round++)); do
      start "month-$domains" env "${environment[@]}" "${gateway[@]}"
      curl -fsS -o /dev/null "$address/health/ready"
      curl -sS -o "$temp/month.json" -w '%{time_total}\n' "$address/api/v1/monthly-95?month=$month" >>"$temp/$domains.seconds"
      grep -q '"complete":true' "$temp/month.json" || { head -c 600 "$temp/month.json" >&2; exit 1; }
      awk '/^VmHWM:/ { print $2 / 1024 }' "/proc/$pid/status" >>"$temp/$domains.rss"
      stop "$pid"
    done
    printf '%-10s %10.2f %12.0f %12.0f\n' "$domains" "$(median <"$temp/$domains.seconds")" "$(median <"$temp/$domains.rss")" \
      "$(du -cm "$temp/month-$domains.db"* | awk 'END { print $1 }')"
  done
  bench_month_at_once "$month"
  want "1,000 domains take less than 3 s" "$(median <"$temp/1000.seconds")" le 3
  want "1,000 domains take less than 400 MB" "$(median <"$temp/1000.rss")" le 400
  want "ten times the domains take at most eleven times the time" "$(ratio "$(median <"$temp/10000.seconds")" "$(median <"$temp/1000.seconds")")" le 11
}

# bench_month_at_once <month>: as dashboards do when the answer that was kept for them is over.
bench_month_at_once() {
  local asking round begun
  configure "$temp/month-1000.db" 1000 http://127.0.0.1:9 >"$temp/month.env"
  mapfile -t environment <"$temp/month.env"
  for ((round = 0; round < ROUNDS; round++)); do
    start month-at-once env "${environment[@]}" "${gateway[@]}"
    curl -fsS -o /dev/null "$address/health/ready"
    begun=$EPOCHREALTIME
    asking=()
    for _ in $(seq "$CONNECTIONS"); do
      curl -fsS -o /dev/null "$address/api/v1/monthly-95?month=$1" &
      asking+=("$!")
    done
    wait "${asking[@]}"
    awk -v from="$begun" -v to="$EPOCHREALTIME" 'BEGIN { print to - from }' >>"$temp/at-once.seconds"
    stop "$pid"
  done
  printf 'the same of 1000 domains for %d callers at once: %.2f s\n' "$CONNECTIONS" "$(median <"$temp/at-once.seconds")"
  want "the same question at once takes less than twice the time of one" "$(ratio "$(median <"$temp/at-once.seconds")" "$(median <"$temp/1000.seconds")")" le 2
}

bench_micro() {
  echo
  "${benchmarks[@]}" --filter '*' --artifacts "$temp/artifacts" >"$temp/micro.log" 2>&1 || { tail -n 40 "$temp/micro.log" >&2; exit 1; }
  cat "$temp"/artifacts/results/*-report-github.md | grep '^|'
  local worst
  worst=$(awk -F'|' '
    /Method/ { for (i = 1; i <= NF; i++) { gsub(/[ *]/, "", $i); if ($i == "Ratio") column = i } }
    /ParseAndNormalise/ { gsub(/[ *]/, "", $column); if ($column + 0 > worst) worst = $column + 0 }
    END { print worst + 0 }' "$temp"/artifacts/results/*-report-github.md)
  want "parsing takes at most 2.5 times a bare pass" "$worst" le 2.5
}

dotnet build -c Release -v q src/CdnGateway >/dev/null
dotnet build -c Release -v q tests/CdnGateway.Benchmarks >/dev/null
[[ $# -gt 0 ]] || set -- http month micro
for part in "$@"; do
  case $part in
    http | month | micro) "bench_$part" ;;
    *) echo "unknown part $part" >&2; exit 2 ;;
  esac
done

echo
if [[ ${#misses[@]} -eq 0 ]]; then
  echo "Every target is met."
else
  printf 'MISSED: %s\n' "${misses[@]}"
  exit 1
fi
