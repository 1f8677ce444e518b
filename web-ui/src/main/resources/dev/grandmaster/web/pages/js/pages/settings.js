import {h, table, text} from '../dom.js';
import {say} from '../strings.js';
import {call, get} from '../api.js';
import {value as shown, dateTime} from '../format.js';

/** An input for a row; reads back undefined where it holds nothing. */
function input(row, id, now, changed, disabled) {
  const schema = row.schema;
  const common = {id, disabled, 'aria-describedby': id + '-doc', onchange: changed};
  if (schema.type === 'boolean') {
    const box = h('input', {...common, type: 'checkbox'});
    box.checked = now === true;
    return [box, () => box.checked];
  }
  if (schema.enum) {
    const select = h('select', common, row.default === null && !row.required ? h('option', {value: ''}, say('settings.unset')) : '', schema.enum.map(each => h('option', {value: each}, String(each))));
    select.value = now ?? '';
    return [select, () => select.value === '' ? undefined : typeof schema.enum[0] === 'number' ? Number(select.value) : select.value];
  }
  if (schema.type === 'array') {
    const area = h('textarea', {...common, rows: 3, oninput: changed, placeholder: say('settings.one')});
    area.value = (now ?? []).join('\n');
    return [area, () => area.value.split('\n').map(line => line.trim()).filter(Boolean)];
  }
  const number = schema.type === 'integer' || schema.type === 'number';
  const field = h('input', {...common, type: 'text', inputmode: number ? 'decimal' : null, oninput: changed, spellcheck: 'false', autocomplete: 'off'});
  field.value = now ?? '';
  return [field, () => field.value.trim() === '' ? undefined : number && Number.isFinite(Number(field.value)) ? Number(field.value) : field.value];
}

export default function page(holder, {admin, toast}) {
  const body = h('div.stack');
  const toc = h('nav.toc', {'aria-label': say('page.settings')});
  const bar = h('section.bar.hidden', {'aria-label': say('settings.changes', {count: ''}), id: 'changes'});
  const restart = h('div.notice.hidden', h('span', say('settings.restartNeeded')));
  const versions = h('div.stack');
  holder.append(h('div.title', h('h1', say('page.settings'))), h('p.soft', say('settings.text')), admin ? '' : h('p.warn', say('viewerOnly')), restart, toc, body, versions, bar);
  let described = null;
  let draft = {};
  let asked = 0;

  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const effective = (path, row) => described.values[path + '.' + row.key] ?? row.default;
  function put(key, value, now) {
    if (same(value ?? null, now ?? null)) delete draft[key]; else draft[key] = value ?? null;
    preview();
  }
  let timer = null;
  function preview() {
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  }
  async function look() {
    const keys = Object.keys(draft);
    body.querySelectorAll('[data-key]').forEach(each => each.classList.toggle('changed', keys.includes(each.dataset.key)));
    clearErrors();
    if (!keys.length) { bar.classList.add('hidden'); return; }
    asked += 1;
    const mine = asked;
    try {
      const outcome = await call('PATCH', 'settings?preview=1', draft);
      if (mine === asked) offer(outcome);
    } catch (refused) {
      if (mine === asked) refuse(refused);
    }
  }
  function clearErrors() {
    body.querySelectorAll('.error').forEach(each => text(each, ''));
    body.querySelectorAll('[aria-invalid]').forEach(each => each.removeAttribute('aria-invalid'));
  }
  /** What a change would do, and the question whether to do it. */
  function offer(outcome, title = '', carryOut = apply) {
    bar.classList.toggle('hidden', !outcome.changes.length);
    bar.replaceChildren(h('h2', (title ? title + ': ' : '') + (outcome.changes.length === 1 ? say('settings.change') : say('settings.changes', {count: outcome.changes.length}))),
      table([say('settings.key'), say('settings.old'), say('settings.new')], outcome.changes.map(each => [h('span.mono', each.key), shown(each.old), shown(each.new)]), say('settings.changes', {count: outcome.changes.length})),
      h('p', say('settings.effect.' + outcome.effect)), h('div.row', h('button.primary', {id: 'apply-settings', onclick: carryOut}, say('settings.apply')), h('button', {onclick: discard}, say('settings.discard'))));
  }
  function refuse(refused) {
    let unplaced = [];
    for (const [field, detail] of Object.entries(refused.fields)) {
      const place = [...body.querySelectorAll('[data-key]')].filter(each => field === each.dataset.full || field === each.dataset.key || field.startsWith(each.dataset.key + '[')).sort((a, b) => b.dataset.full.length - a.dataset.full.length).find(each => field === each.dataset.full || field.startsWith(each.dataset.key));
      if (place) {
        const error = place.querySelector('.error');
        if (error) text(error, detail);
        place.querySelector('input, select, textarea')?.setAttribute('aria-invalid', 'true');
      } else unplaced.push(field + ': ' + detail);
    }
    bar.classList.remove('hidden');
    bar.replaceChildren(h('p.bad', {role: 'alert'}, unplaced.length ? unplaced.join('; ') : refused.message), h('div.row', h('button', {onclick: discard}, say('settings.discard'))));
  }
  async function apply() {
    try {
      const outcome = await call('PATCH', 'settings', draft);
      draft = {};
      toast(outcome.effect === 'confirm' ? say('settings.effect.confirm') : say('settings.applied'));
      await load();
    } catch (refused) { refuse(refused); }
  }
  /** Asks what a whole version or file would change, shows it, and does it when it is wanted. */
  async function propose(title, ask) {
    draft = {};
    try {
      const outcome = await ask('?preview=1');
      if (!outcome.changes.length) { toast(say('settings.same')); return; }
      offer(outcome, title, async () => {
        try {
          const done = await ask('');
          bar.classList.add('hidden');
          toast(done.effect === 'confirm' ? say('settings.effect.confirm') : say('settings.applied'));
          await load();
        } catch (refused) { refuse(refused); }
      });
    } catch (refused) { refuse(refused); }
  }
  function discard() { draft = {}; bar.classList.add('hidden'); load(); }

  /** Whether a change comes into force at the next start alone. */
  const waits = (path, key) => !described.live.includes(key) && path.split('.')[0] !== 'ptp';
  function setting(path, row) {
    const key = path + '.' + row.key;
    const origin = described.origins[key] ?? 'default';
    const now = effective(path, row);
    const locked = origin === 'command line';
    const id = 's-' + key.replaceAll('.', '-');
    const [field, read] = input(row, id, now, () => put(key, read(), now), !admin || locked);
    return h('div.setting', {'data-key': key, 'data-full': key}, h('div', h('label.key', {for: id}, row.key), h('div.soft.small', say('settings.origin.' + origin), origin === 'set here' && admin ? h('button.plain', {onclick: () => { draft[key] = null; look(); }}, say('settings.reset')) : '')),
      h('div', h('div.row', field, row.unit ? h('span.soft', row.unit) : ''), h('div.error'), h('div.doc', {id: id + '-doc'}, row.doc + ' ', h('span', '(' + say('settings.note', {allowed: row.allowed}) + (row.default === null ? '' : '; ' + say('settings.default', {value: shown(row.default)})) + (waits(path, key) ? '; ' + say('settings.waits') : '') + ')'), locked ? h('strong', ' ' + say('settings.locked')) : '')));
  }
  function repeated(section) {
    const before = described.values[section.path] ?? [];
    const rows = structuredClone(draft[section.path] ?? before);
    const origin = described.origins[section.path] ?? 'default';
    const open = admin && origin !== 'command line';
    const what = section.path;
    const list = h('div');
    const changed = () => put(section.path, rows.length || before.length ? rows : null, before);
    function element(values, index) {
      return h('div.panel', h('div.row', h('h3', section.path + '[' + index + ']'), open ? h('button.plain', {onclick: () => { rows.splice(index, 1); redraw(); changed(); }}, say('settings.remove', {what: section.path + '[' + index + ']'})) : ''), section.rows.map(row => {
        const id = 's-' + section.path.replaceAll('.', '-') + '-' + index + '-' + row.key;
        const [field, read] = input(row, id, values[row.key] ?? row.default, () => { const now = read(); if (now === undefined || same(now, row.default) && !(row.key in values)) delete values[row.key]; else values[row.key] = now; changed(); }, !open);
        return h('div.setting', {'data-key': section.path, 'data-full': `${section.path}[${index}].${row.key}`}, h('label.key', {for: id}, row.key), h('div', h('div.row', field, row.unit ? h('span.soft', row.unit) : ''), h('div.error'), h('div.doc', {id: id + '-doc'}, row.doc + ' (' + say('settings.note', {allowed: row.allowed}) + ')')));
      }));
    }
    function redraw() {
      list.replaceChildren(...(rows.length ? rows.map(element) : [h('p.soft', say('settings.noTables'))]), open ? h('button', {id: 'add-' + what.replaceAll('.', '-'), onclick: () => { rows.push(Object.fromEntries(section.rows.filter(row => row.required).map(row => [row.key, '']))); redraw(); changed(); }}, say('settings.add', {what})) : '');
    }
    redraw();
    return list;
  }
  /** A kept version against the one before it. */
  function version(each, before, newest) {
    const keys = [...new Set([...Object.keys(each.values), ...Object.keys(before?.values ?? {})])].filter(key => !same(each.values[key], before?.values[key])).sort();
    return h('details.version', h('summary', h('span', h('strong', '#' + each.version), ' ', each.what), h('span.soft.small', each.who + ', ' + dateTime(each.unixS))),
      keys.length ? table([say('settings.key'), say('settings.old'), say('settings.new')], keys.map(key => [h('span.mono', key), shown(before?.values[key]), shown(each.values[key])]), say('settings.version') + ' ' + each.version) : h('p.soft', say('settings.same')),
      admin && !newest ? h('button', {id: 'restore-' + each.version, onclick: () => propose(say('settings.goBack', {version: each.version}), query => call('POST', `settings/versions/${each.version}/restore` + query, {}))}, say('settings.goBack', {version: each.version})) : '');
  }
  function boardTable(section) {
    const written = section.repeated ? described.boardValues[section.path] ?? [] : null;
    const rows = section.rows.map(row => {
      const now = section.repeated ? written.map(each => each[row.key] === undefined ? null : shown(each[row.key])).filter(each => each !== null).join(', ') : described.boardValues[section.path + '.' + row.key];
      const set = section.repeated ? now !== '' : now !== undefined;
      return h('div.setting', h('div', h('span.key', row.key)), h('div', h('div', set ? h('strong', shown(now)) : h('span.soft', row.default === null ? say('settings.unset') : say('settings.default', {value: shown(row.default)})), set && row.unit ? ' ' + row.unit : ''), h('div.doc', row.doc + ' (' + say('settings.note', {allowed: row.allowed}) + ')')));
    });
    return [h('h3.mono', (section.repeated ? '[[' : '[') + section.path + (section.repeated ? ']]' : ']')), h('p.soft.small', section.doc), rows];
  }
  async function load() {
    described = await get('settings');
    restart.classList.toggle('hidden', !described.restartNeeded);
    toc.replaceChildren(...described.tables.map(section => h('a', {href: '#', onclick: event => { event.preventDefault(); document.getElementById('t-' + section.path.replaceAll('.', '-')).scrollIntoView(); }}, '[' + section.path + ']')));
    body.replaceChildren(...described.tables.map(section => h('section.panel', {id: 't-' + section.path.replaceAll('.', '-'), 'aria-label': section.path}, h('h2.mono', (section.repeated ? '[[' : '[') + section.path + (section.repeated ? ']]' : ']')), h('p.soft', section.doc), section.repeated ? repeated(section) : section.rows.map(row => setting(section.path, row)))));
    const list = (await get('settings/versions')).versions;
    const file = h('input', {type: 'file', id: 'import', accept: '.toml,text/plain', onchange: async () => {
      if (!file.files.length) return;
      const chosen = await file.files[0].text();
      propose(say('settings.import'), query => call('POST', 'settings/import' + query, chosen, 'application/toml'));
      file.value = '';
    }});
    const identity = h('input', {type: 'checkbox', id: 'export-identity', onchange: () => link.setAttribute('href', '/api/v1/settings/export' + (identity.checked ? '?identity=1' : ''))});
    const link = h('a.button', {href: '/api/v1/settings/export', download: 'site.toml', id: 'export'}, say('settings.export'));
    versions.replaceChildren(h('div.pair', h('section.panel', {id: 'versions'}, h('h2', say('settings.versions')), list.length ? list.map((each, i) => version(each, list[i + 1], i === 0)) : h('p.soft', say('settings.versionsNone'))),
      admin ? h('section.panel', h('h2', say('settings.move')), h('p.soft.small', say('settings.moveText')), h('div.field', h('div.row.keep', identity, h('label', {for: 'export-identity'}, say('settings.identity')))), h('p', link), h('div.field', h('label', {for: 'import'}, say('settings.import')), file, h('div.soft.small', say('settings.importNote')))) : ''),
    h('section.panel', h('details', {id: 'board'}, h('summary', h('h2', say('settings.board'))), h('p.soft', say('settings.boardText')), described.boardTables.map(boardTable))));
    const wanted = location.hash.split('?')[1];
    if (wanted) { document.getElementById('t-' + wanted.replaceAll('.', '-'))?.scrollIntoView(); history.replaceState(null, '', '#/settings'); }
  }
  const again = () => load();
  addEventListener('gm-settings', again);
  load().catch(refused => body.replaceChildren(h('p.bad', refused.message)));
  return () => removeEventListener('gm-settings', again);
}
