# Sourced by ./dev: the Debian packages that each command needs, and how missing ones are installed.

packages_build=(g++ cmake ninja-build ccache pkg-config lld libboost1.81-dev libboost-json1.81-dev libbotan-2-dev
    libsoci-dev libsqlite3-dev libpq-dev libmariadb-dev libre2-dev libcli11-dev)
packages_test=(git python3 libboost-test1.81-dev postgresql mariadb-server galera-4 rsync lsof openssl)
# What else has sources that clang-tidy reads.
packages_lint=(clang-tidy python3 libcpp-httplib-dev libfcgi-dev libmicrohttpd-dev libssl-dev)
packages_fuzz=(clang libclang-rt-14-dev)

say() { printf '%s\n' "$*" >&2; }
die() { say "dev: $*"; exit 1; }

# node_is_there: a Node.js of at least 18, from wherever.
node_is_there() {
    local major
    major=$(node --version 2>/dev/null | sed -n 's/^v\([0-9]*\)\..*/\1/p')
    [ -n "$major" ] && [ "$major" -ge 18 ] && command -v npm >/dev/null
}

# missing_packages <packages>: those that are not installed, one a line.
missing_packages() {
    local package installed
    installed=$(dpkg-query -W -f='${binary:Package} ${db:Status-Status}\n' 2>/dev/null | sed -n 's/^\([^ :]*\)[^ ]* installed$/\1/p')
    for package in "$@"; do
        case $package in
            nodejs | npm) node_is_there && continue ;;
        esac
        grep -qxF -- "$package" <<<"$installed" || printf '%s\n' "$package"
    done
}

# install_packages <packages>: asks nothing of the network when all are there.
install_packages() {
    local missing as_root=()
    if ! command -v dpkg-query >/dev/null; then
        say "dev: this is no Debian system; these packages, or what is in them, must be there: $*"
        return
    fi
    mapfile -t missing < <(missing_packages "$@")
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root=(sudo)
        else
            say "dev: packages are missing, and this user may not install them. Have this run, then try again:"
            say "    apt-get install -y --no-install-recommends ${missing[*]}"
            exit 1
        fi
    fi
    say "installing ${missing[*]}"
    apt_get() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "$@" >&2; }
    # The lists of a fresh machine are empty or old; they are fetched only where they do not do.
    apt_get install -y --no-install-recommends "${missing[@]}" ||
        { apt_get update && apt_get install -y --no-install-recommends "${missing[@]}"; } ||
        die "apt-get could not install ${missing[*]}"
}
