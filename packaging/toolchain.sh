# Finds a JDK 25 and Maven, for ./gm and ./check. To be sourced by sh or bash; sets nothing but what its functions say.

say() { echo "$me: $*" >&2; }

is_jdk25() {
    [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release"
}

# Prints the home of a JDK 25; answers 1 when there is none.
jdk25_home() {
    for home in "${JAVA25_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*25*; do
        if [ -n "$home" ] && is_jdk25 "$home"; then
            echo "$home"
            return 0
        fi
    done
    home=$(command -v javac) && home=$(readlink -f "$home") && home=${home%/bin/javac} && is_jdk25 "$home" && echo "$home"
}

apt_install() {
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends "$@" >/dev/null 2>&1 && return 0
    $as_root apt-get update >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y --no-install-recommends "$@" >/dev/null
}

is_debian13_or_later() {
    [ -r /etc/os-release ] && (
        . /etc/os-release
        [ "${ID:-}" = debian ] && [ "${VERSION_ID:-0}" -ge 13 ]
    ) 2>/dev/null
}

# Sets jdk to the home of a JDK 25. Debian 13 carries one, so root gets it installed there; else one line and exit 2.
need_jdk25() {
    jdk=$(jdk25_home) && return 0
    if is_debian13_or_later && [ "$(id -u)" = 0 ]; then
        say "installing openjdk-25-jdk-headless"
        as_root= apt_install openjdk-25-jdk-headless && jdk=$(jdk25_home) && return 0
    fi
    if is_debian13_or_later; then
        say "no JDK 25 found: install it with 'apt-get install openjdk-25-jdk-headless' as root"
    else
        say "no JDK 25 found: install one under /usr/lib/jvm (for example Eclipse Temurin's package temurin-25-jdk) or set JAVA_HOME"
    fi
    exit 2
}

# Maven may run on an older Java; it finds the JDK 25 by itself (JAVA25_HOME tells it of one in an unusual place).
need_maven() {
    export JAVA25_HOME="$jdk"
    if ! command -v mvn >/dev/null 2>&1 && [ -r /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
        say "installing maven"
        as_root= apt_install maven
    fi
    if ! command -v mvn >/dev/null 2>&1; then
        say "Maven is missing: install it with 'apt-get install maven' as root"
        exit 2
    fi
    command -v java >/dev/null 2>&1 || export JAVA_HOME="$jdk"
}
