#!/usr/bin/env bash
# Compiles the addon into prebuilt/<system>-<machine>, beside a copy of the C library. Takes the library from IG_LIBRARY, the
# header from IG_INCLUDE, Node.js's from NODE_API_INCLUDE.
set -eu
cd "$(dirname "${BASH_SOURCE[0]}")"
target=prebuilt/$(node -p 'process.platform + "-" + process.arch')
mkdir -p "$target"
cp -L "$IG_LIBRARY" "$target/libintegration_gallery_c.so.1"
pids=()
for source in addon callbacks job operations values; do
    ${CXX:-g++} -std=c++20 -O2 -fPIC -fvisibility=hidden -Wall -Wextra -Werror -Wno-missing-field-initializers -DNAPI_VERSION=8 \
        -DNODE_GYP_MODULE_NAME=integration_gallery -I "$NODE_API_INCLUDE" -I "$IG_INCLUDE" -c "native/$source.cpp" -o "$target/$source.o" &
    pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid"; done
${CXX:-g++} -shared -s -o "$target/integration_gallery.node" "$target"/*.o "$target/libintegration_gallery_c.so.1" '-Wl,-rpath,$ORIGIN'
rm "$target"/*.o
