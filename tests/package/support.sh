# Sourced by the programs of this suite: a test is a command that succeeds.
here="$IG_SOURCE_DIR/tests/package"
kept="$IG_SOURCE_DIR/build/package" # builds that the next run finds again
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
export CCACHE_BASEDIR=$IG_SOURCE_DIR CCACHE_NOHASHDIR=1 # one compilation for builds that lie side by side

# step <name> <command…>
step() {
    local step=$1
    shift
    if "$@" >"$work/$step.log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED package/$step"
        tail -n 25 "$work/$step.log"
    fi
}
# refused <sentence> <command…>: fails, and says so.
refused() {
    local sentence=$1 said
    shift
    said=$("$@" 2>&1) && return 1
    tr -s ' \n' ' ' <<<"$said" | grep -qF -- "$sentence" || { echo "$said"; return 1; }
}
lists_the_catalog() { # <program>
    local folder
    folder=$(mktemp -d -p "$work")
    "$1" "$folder" | grep -q '"name":"clickup"'
}
# project <source> <build> <arguments…>
project() {
    cmake -G Ninja -S "$1" -B "$2" -DCMAKE_CXX_COMPILER_LAUNCHER=ccache -DCMAKE_C_COMPILER_LAUNCHER=ccache "${@:3}" && cmake --build "$2"
}
# What is shipped.
shared="$IG_SOURCE_DIR/build/shipped" # as ./dev package has it
build_shared() {
    cmake --preset shipped -S "$IG_SOURCE_DIR" -B "$shared" && ninja -C "$shared"
}
# The cheapest build that works.
cheap=(-DCMAKE_BUILD_TYPE= -DCMAKE_UNITY_BUILD=ON -DINTEGRATION_GALLERY_BACKENDS=sqlite3)
finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
