// Log in, or take a new unit into possession.
import {h, newId} from './dom.js';
import {say} from './strings.js';
import {call} from './api.js';

function field(label, attributes) {
  const id = attributes.id ?? newId();
  const input = h('input', {...attributes, id, required: true});
  return [h('div.field', h('label', {for: id}, label), input), input];
}

export function door(who, done) {
  const first = who.setupNeeded;
  const [userField, user] = field(say('door.user'), {id: 'user', autocomplete: 'username', autocapitalize: 'none', value: first ? 'admin' : ''});
  const [codeField, code] = field(say('door.code'), {id: 'code', autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: 'false'});
  const [passwordField, password] = field(say(first ? 'door.passwordNew' : 'door.password'), {id: 'password', type: 'password', autocomplete: first ? 'new-password' : 'current-password', minlength: first ? '10' : null});
  const [againField, again] = field(say('door.again'), {id: 'again', type: 'password', autocomplete: 'new-password'});
  const error = h('p.error', {role: 'alert', id: 'door-error'});
  const button = h('button.primary', {id: 'enter'}, say(first ? 'door.begin' : 'door.enter'));
  const form = h('form.panel.door', {onsubmit: async event => {
    event.preventDefault();
    error.textContent = '';
    if (first && password.value !== again.value) { error.textContent = say('door.differ'); again.focus(); return; }
    button.disabled = true;
    try {
      await call('POST', first ? 'setup' : 'session', {user: user.value, password: password.value, ...(first ? {code: code.value} : {})});
      await done();
    } catch (refused) {
      error.textContent = refused.message;
      button.disabled = false;
    }
  }}, h('div.brand', h('img', {src: '/icon.svg', alt: ''}), say('product')), h('h1', say(first ? 'door.setup' : 'door.login')), first && h('p.soft', say('door.setupText')),
  first && codeField, userField, passwordField, first && againField, error, button);
  setTimeout(() => (first ? code : user).focus());
  return h('main', form);
}
