#!/bin/bash
# java.sh MAIN [ARGS]: runs a class of GM_CLASSPATH beside the grandmaster's port, with the bench's devices in the environment.
# The receiver's serial line is /dev/ttyGNSS.
socat -u EXEC:nmea PTY,link=/dev/ttyGNSS,raw,echo=0 2> /dev/null &
phc_ctl "$BENCH_PHC0" set 0 > /dev/null
in-gm java -Xmx128m -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
	--illegal-native-access=deny -cp "$GM_CLASSPATH" "$@"
