# Sourced by ./dev: configures and builds a preset of CMakePresets.json.

# configure <preset>: only when it must, so that a second run starts at once.
configure() {
    local preset=$1 folder="build/$1"
    if [ ! -f "$folder/build.ninja" ] || [ CMakePresets.json -nt "$folder/build.ninja" ]; then
        mkdir -p "$folder"
        cmake --preset "$preset" >"$folder/configure.log" 2>&1 || { cat "$folder/configure.log" >&2; die "cmake failed"; }
    fi
}

# build <preset> [<targets>]
build() {
    local preset=$1 folder="build/$1"
    shift
    configure "$preset"
    # Silent when there is nothing to do; progress and errors otherwise.
    if ! ninja -C "$folder" -n "$@" 2>/dev/null | grep -q 'no work to do'; then
        say "building $preset${*:+: $*}"
        NINJA_STATUS='[%f/%t %es] ' ninja -C "$folder" -j "$(nproc)" "$@" >&2 || die "the build failed"
    fi
}
