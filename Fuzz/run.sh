#!/bin/sh
# Fuzzes the pure rooms: Fuzz/run.sh [SECONDS]. Starts from the corpus of the tests; finds are left in .build/fuzz.
set -eu
cd "$(dirname "$0")/.."
ENTENTE_FUZZ_LIBRARY=$(find "$(dirname "$(readlink -f "$(command -v swift)")")/.." -name 'libclang_rt.fuzzer_no_main-x86_64.a' | head -n 1)
export ENTENTE_FUZZ_LIBRARY SWIFT_BACKTRACE=enable=no
swift build --scratch-path .build/fuzz-build -c release --product FuzzRooms -Xswiftc -sanitize=fuzzer -Xswiftc -Onone -j 2
mkdir -p .build/fuzz/corpus
exec .build/fuzz-build/release/FuzzRooms -max_total_time="${1:-60}" -artifact_prefix=.build/fuzz/ .build/fuzz/corpus Tests/Fixtures/fuzz
