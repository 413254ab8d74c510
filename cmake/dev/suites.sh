# Sourced by ./dev: what ./dev test runs.
#
# A suite is a Boost.Test runner (ig_suite(<suite> …) in a CMakeLists.txt below tests/), or programs, or both. A program is
# an executable file named "run" below tests/ or bindings/ whose head declares what it is:
#     # suite: http
#     # builds: ig_host_beast            targets of the sanitized build
#     # packages: chromium nodejs npm    Debian packages
# It gets IG_SOURCE_DIR, IG_BINARY_DIR (the build), IG_TEST_DATA and IG_TEST_LONG, prints "skipped: <what and why>" for
# each test that it leaves out, and ends with a line "N passed, N failed" or "N passed, N failed, N skipped".

suites=(
    "architecture|includes, sizes, names and words of the tree itself"
    "base|text, bytes, errors, identifiers, strict JSON"
    "schema|the schema compiler and validator, the official JSON Schema test suite, formats, patterns"
    "catalog|manifests, logos, the linter"
    "vault|sealing, keys, the key hierarchy; Wycheproof and RFC vectors"
    "storage|the database: transactions, migrations, errors, crashes"
    "settings|the laws of settings, masking, history"
    "http|routes, conditions, limits, cross-origin checks; the demo host and the worker from outside"
    "capi|the C header, its symbols, each function, misuse, faults"
    "browser|the admin page in Chromium, accessibility"
    "concurrency|one gallery and many threads, under the thread sanitizer"
    "package|every way to get the library: CMake, pkg-config, Debian, Conan, vcpkg, archive; the guides"
    "bindings|the packages for other languages"
)

apart=(package bindings)

programs() { find tests bindings -name node_modules -prune -o -type f -name run -perm -u+x -print | sort; }
declared() { sed -n "1,12s/^[#/ ]*$2: *//p" "$1" | tr '\n' ' '; } # declared <program> <word>
programs_of() { local p; programs | while read -r p; do [ "$(declared "$p" suite)" != "$1 " ] || echo "$p"; done; }
has_runner() { grep -rqE "ig_suite\($1( |\)|$)" tests --include=CMakeLists.txt; }
runner() { find "$1/tests" -name "ig_test_$2" -type f -perm -u+x; } # runner <build> <suite>
exists() { has_runner "$1" || [ -n "$(programs_of "$1")" ]; }

# The fuzz targets of a suite: those of the modules whose unit tests are part of it.
fuzz_targets_of() {
    local module names suite
    while read -r module names; do
        suite=$(sed -n 's/^ig_suite(\([a-z]*\).*/\1/p' "tests/unit/$module/CMakeLists.txt" 2>/dev/null | head -n 1)
        # shellcheck disable=SC2086
        [ "${suite:-$module}" != "$1" ] || printf '%s\n' $names
    done < <(sed -n 's/^ig_fuzz(\([a-z]*\) \(.*\))/\1 \2/p' tests/fuzz/CMakeLists.txt)
}

list_suites() {
    local entry
    for entry in "${suites[@]}"; do
        exists "${entry%%|*}" && printf '%-13s %s\n' "${entry%%|*}" "${entry#*|}"
    done
    return 0
}

# Adds up the counts of one suite from what it printed: sets passed, failed, skipped.
count() {
    local log=$1 code=$2 number
    passed=0 failed=0 skipped=$(grep -c '^skipped: ' "$log" || true)
    while read -r number; do passed=$((passed + number)); done < <(
        sed -nE -e 's/^ *([0-9]+) test cases? out of [0-9]+ passed$/\1/p' -e 's/^([0-9]+) passed, [0-9]+ failed.*/\1/p' "$log")
    while read -r number; do failed=$((failed + number)); done < <(
        sed -nE -e 's/^ *([0-9]+) test cases? out of [0-9]+ (failed|aborted)$/\1/p' -e 's/^[0-9]+ passed, ([0-9]+) failed.*/\1/p' "$log")
    # A crash leaves no report, and a suite in which nothing ran has shown nothing.
    if [ "$failed" -eq 0 ] && { [ "$code" -ne 0 ] || [ "$passed" -eq 0 ]; }; then failed=1; fi
}

# Skips that tests/may-skip.txt does not name are failures where CI=true.
refuse_unnamed_skips() {
    [ "${CI:-}" = true ] || return 0
    local line
    while IFS= read -r line; do
        if ! grep -vE '^(#|$)' tests/may-skip.txt | cut -d'|' -f1 | grep -qxF -- "$(sed -E 's/^skipped: ([^:]*):.*/\1/' <<<"$line")"; then
            say "this may not be skipped here: ${line#skipped: }"
            failed=$((failed + 1))
        fi
    done < <(grep '^skipped: ' "$1" || true)
}

# Ten minutes of libFuzzer for each fuzz target of a suite: what --long adds to the replay of their corpora.
fuzz_suite() {
    local name good=0 bad=0 log
    for name in $(fuzz_targets_of "$1"); do
        log=build/logs/fuzz-$name.log
        if (fuzz "$name" --seconds "${IG_FUZZ_SECONDS:-600}") >"$log" 2>&1; then
            good=$((good + 1))
            sed -n "s/^Done \(.*\)/fuzz target $name: \1/p" "$log"
        else
            bad=$((bad + 1))
            say "--- the fuzz target $name found something, or could not be built; $log has all of it"
            tail -n 40 "$log"
        fi
    done
    [ $((good + bad)) -eq 0 ] || printf '%d passed, %d failed\n' $good $bad
    [ $bad -eq 0 ]
}

# Runs everything of one suite, one after the other. What it printed is in its log, and in its .time how long it took by the
# clock and on processors.
run_suite() {
    local suite=$1 TIMEFORMAT='%R %U %S'
    { time run_programs "$suite" 2>&1; } 2>"build/logs/$suite.time"
}
run_programs() {
    local suite=$1 folder=build/sanitized program worst=0 code
    [ "$suite" != concurrency ] || folder=build/thread
    if has_runner "$suite"; then
        code=0
        IG_BINARY_DIR="$IG_SOURCE_DIR/$folder" "$(runner "$folder" "$suite")" --report_level=short --color_output=no || code=$?
        [ $code -eq 0 ] || worst=$code
    fi
    while read -r program; do
        code=0
        IG_BINARY_DIR="$IG_SOURCE_DIR/$folder" "$program" </dev/null || code=$?
        [ $code -eq 0 ] || worst=$code
    done < <(programs_of "$suite")
    if [ "$IG_TEST_LONG" = 1 ]; then fuzz_suite "$suite" || worst=1; fi
    return "$worst"
}

# The suites of $apart among the wanted ones, in the background: they build in folders of their own and look at no clock. They
# take what the others leave of the processors, so that those find the machine as if it were theirs.
start_beside() {
    local suite beside=()
    for suite in "${wanted[@]}"; do
        [[ " ${apart[*]} " != *" $suite "* ]] || beside+=("$suite")
    done
    [ ${#beside[@]} -gt 0 ] && [ ${#beside[@]} -lt ${#wanted[@]} ] || return 0
    set -m # a group of its own, to be stopped with everything that it started
    (
        renice -n 10 -p "$BASHPID" >/dev/null
        for suite in "${beside[@]}"; do
            code=0
            run_suite "$suite" >"build/logs/$suite.log" || code=$?
            echo "$code" >"build/logs/$suite.code"
        done
    ) </dev/null &
    set +m
    # shellcheck disable=SC2064
    trap "kill -- -$! 2>/dev/null || true" EXIT
    trap 'exit 130' INT TERM
    say "beside the others: ${beside[*]}"
    in_the_background=" ${beside[*]} "
}

# Nothing is left out because its suite is none of those above.
refuse_lost_programs() {
    local program suite
    while read -r program; do
        suite=$(declared "$program" suite)
        [ -z "$suite" ] || [[ " ${suites[*]%%|*} " == *" ${suite% } "* ]] || die "$program is of the suite '${suite% }', which is none"
    done < <(programs)
}

run_tests() {
    local wanted=() entry suite program targets=() packages=("${packages_build[@]}" "${packages_test[@]}") threads=no
    local total_passed=0 total_failed=0 total_skipped=0 passed failed skipped code seconds user system table=""
    export IG_TEST_LONG=${IG_TEST_LONG:-0}
    while [ $# -gt 0 ]; do
        case $1 in
            --list) list_suites; return ;;
            --long) IG_TEST_LONG=1 ;;
            -*) die "unknown option $1; ./dev test [--long] [SUITE…], ./dev test --list" ;;
            *) exists "$1" && [[ " ${suites[*]%%|*} " == *" $1 "* ]] || die "there is no suite '$1'; ./dev test --list names them"
                wanted+=("$1") ;;
        esac
        shift
    done
    refuse_lost_programs
    if [ ${#wanted[@]} -eq 0 ]; then
        for entry in "${suites[@]}"; do ! exists "${entry%%|*}" || wanted+=("${entry%%|*}"); done
    fi
    for suite in "${wanted[@]}"; do
        if [ "$suite" = concurrency ]; then threads=yes; elif has_runner "$suite"; then targets+=("ig_test_$suite"); fi
        for program in $(programs_of "$suite"); do
            read -ra entry <<<"$(declared "$program" builds)"; targets+=("${entry[@]}")
            read -ra entry <<<"$(declared "$program" packages)"; packages+=("${entry[@]}")
        done
    done
    install_packages "${packages[@]}"
    [ ${#targets[@]} -eq 0 ] || build sanitized "${targets[@]}"
    [ $threads = no ] || build thread ig_test_concurrency

    export IG_TEST_DATA=${IG_TEST_DATA:-$IG_SOURCE_DIR/../shared/testdata}
    mkdir -p build/logs && rm -f build/logs/*.code
    local in_the_background="" order=()
    start_beside
    for suite in "${wanted[@]}"; do [[ "$in_the_background" == *" $suite "* ]] || order+=("$suite"); done
    for suite in "${order[@]}" $in_the_background; do
        say "--- $suite"
        if [[ "$in_the_background" == *" $suite "* ]]; then
            while [ ! -f "build/logs/$suite.code" ] && [ -n "$(jobs -r)" ]; do sleep 1; done
            cat "build/logs/$suite.log"
        else
            { code=0; run_suite "$suite" || code=$?; echo "$code" >"build/logs/$suite.code"; } | tee "build/logs/$suite.log"
        fi
        code=$(cat "build/logs/$suite.code" 2>/dev/null || echo 1)
        count "build/logs/$suite.log" "$code"
        refuse_unnamed_skips "build/logs/$suite.log"
        seconds=0 user=0 system=0
        [ ! -s "build/logs/$suite.time" ] || read -r seconds user system < <(tail -n 1 "build/logs/$suite.time")
        table+=$(awk -v suite="$suite" -v passed="$passed" -v failed="$failed" -v skipped="$skipped" -v wall="$seconds" -v cpu="$user" -v kernel="$system" \
            'BEGIN { printf "%-13s %6d passed %4d failed %4d skipped %8.1f s %8.1f s of processors", suite, passed, failed, skipped, wall, cpu + kernel }')$'\n'
        total_passed=$((total_passed + passed)) total_failed=$((total_failed + failed)) total_skipped=$((total_skipped + skipped))
    done
    printf '\n%s\n' "$table"
    for suite in "${wanted[@]}"; do grep '^skipped: ' "build/logs/$suite.log" || true; done
    printf '%d passed, %d failed' "$total_passed" "$total_failed"
    [ "$total_skipped" -eq 0 ] || printf ', %d skipped' "$total_skipped"
    printf '\n'
    [ "$total_failed" -eq 0 ]
}
