# Sourced by ./dev and by tests: the release archive, which holds all that a build needs and is the same bytes wherever it is made.

release_version() { sed -n 's/^project(IntegrationGallery VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt; }

# source_date: seconds since 1970 that stand for this source: what the environment says, the last commit, or the archive's own time.
source_date() { echo "${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)}"; }

source_files() {
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git ls-files -co --exclude-standard
    else
        find . -path ./build -prune -o -name node_modules -prune -o -name __pycache__ -prune -o -type f -printf '%P\n'
    fi | LC_ALL=C sort
}

# archive <folder>: writes integration-gallery-<version>.tar.gz and its .sha256 there, from the top of the tree.
archive() {
    local name
    name=integration-gallery-$(release_version)
    mkdir -p "$1"
    (set -o pipefail
        source_files | tar --create --format=ustar --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
            --mtime="@$(source_date)" --transform="s,^,$name/,S" --verbatim-files-from --files-from=- |
            gzip -9n >"$1/$name.tar.gz") || return 1
    (cd "$1" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
}

# debian_packages <build> <folder>: what CPack makes of a build. It writes the modes of its own files into a package, so the umask is
# the same for whoever packs.
debian_packages() { (umask 022 && cd "$1" && cpack -B "$2"); }
