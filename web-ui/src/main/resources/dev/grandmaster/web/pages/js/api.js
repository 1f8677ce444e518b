// The one way to the unit: JSON, the session's cookie, the token against forged requests.
let csrf = null;

/** A refusal of the unit, with the fields that are wrong by their name. */
export class Refused extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? String(status));
    this.status = status;
    this.fields = Object.fromEntries((problem.errors ?? []).map(error => [error.field, error.detail]));
  }
}

export async function call(method, path, body, type = 'application/json') {
  const headers = {};
  if (csrf && method !== 'GET') headers['X-CSRF-Token'] = csrf;
  if (body !== undefined) headers['Content-Type'] = type;
  const answer = await fetch('/api/v1/' + path, {method, headers, body: body === undefined || typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body), cache: 'no-store'});
  if (answer.status === 401 && path !== 'session') dispatchEvent(new Event('gm-logged-out'));
  if (!answer.ok) throw new Refused(answer.status, await answer.json().catch(() => ({})));
  return answer.status === 204 ? null : (answer.headers.get('content-type') ?? '').includes('json') ? answer.json() : answer.text();
}
export const get = path => call('GET', path);

/** Who is logged in; refreshes the token. */
export async function session() {
  const who = await get('session');
  csrf = who.csrf;
  return who;
}
