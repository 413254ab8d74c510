# Sourced by the run programs: builds the C library that the packages hold, and names it in IG_LIBRARY.
IG_LIBRARY="$IG_SOURCE_DIR/build/bindings/capi/libintegration_gallery_c.so.1"
IG_INCLUDE="$IG_SOURCE_DIR/capi/include"
export IG_LIBRARY IG_INCLUDE
# The build of what is shipped compiles the same: whichever comes second finds it done.
export CCACHE_BASEDIR=$IG_SOURCE_DIR CCACHE_NOHASHDIR=1
build_library() {
    local folder="$IG_SOURCE_DIR/build/bindings"
    mkdir -p "$folder"
    { [ -f "$folder/build.ninja" ] || cmake --preset bindings -S "$IG_SOURCE_DIR"; } >"$folder/configure.log" 2>&1 &&
        ninja -C "$folder" ig_capi >"$folder/build.log" 2>&1 || { tail -n 30 "$folder/configure.log" "$folder/build.log"; return 1; }
    # An empty unwind table at the address of another one hides it: what that function throws would end the process.
    if readelf -wF "$IG_LIBRARY" 2>/dev/null | grep -oE 'pc=[0-9a-f]+\.\.[0-9a-f]+$' | grep -qE '=([0-9a-f]+)\.\.\1$'; then
        echo "The library holds empty unwind tables; link it with GNU ld."
        return 1
    fi
}
