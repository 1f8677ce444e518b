// The state of the unit, once a second, and what happens in between. The browser reconnects by itself; a page left open keeps the same few objects.
import {clockTime} from './format.js';
import {session} from './api.js';

const listeners = new Set();
export const latest = {state: null, connected: true, happened: []};
const MOST_KEPT = 50;
let source = null;

function tell() {
  if (latest.state) for (const listener of [...listeners]) listener(latest.state);
}

function connected(now) {
  if (latest.connected === now) return;
  latest.connected = now;
  dispatchEvent(new Event('gm-connection'));
}

/** A state that has come. */
export function take(state) {
  latest.state = state;
  connected(true);
  tell();
}

/** The browser gave up: the session is over, or the unit does not answer as it should. */
async function refused() {
  const who = await session().catch(() => null);
  if (who && !who.user) dispatchEvent(new Event('gm-logged-out'));
  else if (source) start();
}

export function start() {
  stop();
  source = new EventSource('/api/v1/events');
  source.addEventListener('state', event => take(JSON.parse(event.data)));
  source.addEventListener('happened', event => {
    const what = JSON.parse(event.data);
    latest.happened.unshift({time: clockTime(what.unixMs), text: what.text});
    latest.happened.length = Math.min(latest.happened.length, MOST_KEPT);
    tell();
  });
  source.addEventListener('error', () => {
    connected(false);
    if (source && source.readyState === EventSource.CLOSED) setTimeout(refused, 3000);
  });
}

export function stop() {
  if (source) source.close();
  source = null;
}

/** Told of each state; answers how to end it. Told at once where there is one already. */
export function onState(listener) {
  listeners.add(listener);
  if (latest.state) listener(latest.state);
  return () => listeners.delete(listener);
}
