import {h, facts} from '../dom.js';
import {say} from '../strings.js';
import {call, get} from '../api.js';
import {ns} from '../format.js';
import {plot} from '../plot.js';

const DELAYS = ['splitterDelayNs', 'amplifierDelayNs', 'receiverDelayNs', 'cableDelayNs'];

export default function page(holder, {admin, toast, onState}) {
  const cable = h('select', {id: 'cable', onchange: changed, disabled: !admin});
  const length = h('input', {id: 'length', type: 'number', min: 0, max: 1000, step: 'any', oninput: changed, disabled: !admin});
  const delays = Object.fromEntries(DELAYS.map(key => [key, h('input', {id: key, type: 'number', step: 'any', oninput: changed, disabled: !admin})]));
  const velocity = h('div.soft.small');
  const bar = h('div.sum', {role: 'img'});
  const parts = h('div');
  const total = h('div.figure', {id: 'total'});
  const inForce = h('div.soft.small');
  const effect = h('p', {id: 'effect', role: 'status'});
  const errors = h('p.error', {id: 'antenna-error', role: 'alert'});
  const apply = h('button.primary', {id: 'apply', type: 'submit', disabled: true}, say('antenna.apply'));
  const chart = plot([{label: say('offset'), colour: '--plot-1'}, {label: say('trueError'), colour: '--plot-2'}], {unit: 'ns', height: 260, caption: say('antenna.slew'), least: 20});
  let known = null;
  const one = (label, input, unit, extra) => h('div.field', h('label', {for: input.id}, label), h('div.with-unit', input, h('span.soft', unit)), extra);
  holder.append(h('div.title', h('h1', say('page.antenna'))), h('p.soft', say('antenna.text')), admin ? '' : h('p.warn', say('viewerOnly')), h('div.stack', h('div.pair',
    h('form.panel', {onsubmit: submit}, h('div.field', h('label', {for: 'cable'}, say('antenna.cable')), cable, velocity), one(say('antenna.length'), length, 'm'), DELAYS.map(key => one(say('antenna.' + key), delays[key], 'ns')), errors, apply),
    h('section.panel', h('h2', say('antenna.sum')), total, inForce, h('h3', say('antenna.parts')), bar, parts, effect)),
    h('section.panel', h('h2', say('antenna.slew')), h('p.soft.small', say('antenna.slewText')), chart.place)));

  const number = input => input.value === '' ? 0 : Number(input.value);
  function wanted() {
    const type = known.cables.find(each => each.name === cable.value);
    return [{name: 'cable', ns: type ? number(length) * type.nsPerM : 0}, ...DELAYS.map(key => ({name: key, ns: number(delays[key])}))];
  }
  async function load() {
    known = await get('antenna');
    cable.replaceChildren(h('option', {value: ''}, say('antenna.noCable')), ...known.cables.map(each => h('option', {value: each.name}, each.name)));
    cable.value = known.cable ?? '';
    length.value = known.lengthM || '';
    for (const part of known.parts) if (delays[part.name]) delays[part.name].value = part.ns || '';
    changed();
  }
  function changed() {
    const type = known.cables.find(each => each.name === cable.value);
    velocity.textContent = type ? say('antenna.velocity', {vf: type.velocityFactor.toFixed(2), ns: type.nsPerM.toFixed(3)}) : '';
    if (admin) length.disabled = !type;
    const sum = wanted();
    const now = sum.reduce((all, part) => all + part.ns, 0);
    total.replaceChildren(now.toFixed(1).replace('-', '\u2212'), h('span.unit', 'ns'));
    inForce.textContent = say('antenna.inForce', {ns: known.totalNs.toFixed(1) + '\u202fns'});
    const whole = sum.reduce((all, part) => all + Math.abs(part.ns), 0);
    bar.setAttribute('aria-label', sum.map(part => say('antenna.part.' + part.name) + ' ' + ns(part.ns)).join(', '));
    bar.replaceChildren(...sum.map((part, i) => { const piece = h('span.s' + i); piece.style.width = (whole ? Math.abs(part.ns) / whole * 100 : 0) + '%'; if (!part.ns) piece.classList.add('hidden'); return piece; }));
    parts.replaceChildren(facts(sum.map((part, i) => [[h('span.dot.s' + i), say('antenna.part.' + part.name)], part.ns.toFixed(1).replace('-', '\u2212') + '\u202fns'])));
    const difference = now - known.totalNs;
    const same = Math.abs(difference) < 0.05 && (cable.value || '') === (known.cable ?? '') && (cable.value === '' || number(length) === known.lengthM);
    effect.textContent = Math.abs(difference) < 0.05 ? say('antenna.same') : say(difference > 0 ? 'antenna.forward' : 'antenna.back', {ns: Math.abs(difference).toFixed(1) + '\u202fns'});
    apply.disabled = !admin || same && sum.every((part, i) => Math.abs(part.ns - known.parts[i].ns) < 1e-9);
    errors.textContent = '';
  }
  async function submit(event) {
    event.preventDefault();
    apply.disabled = true;
    const body = {cable: cable.value || null, lengthM: cable.value && length.value !== '' ? number(length) : null};
    for (const key of DELAYS) body[key] = delays[key].value === '' ? null : Number(delays[key].value);
    try {
      await call('PUT', 'antenna', body);
      await load();
      toast(say('antenna.applied', {ns: known.totalNs.toFixed(1) + '\u202fns'}));
    } catch (refused) {
      changed();
      errors.textContent = refused.message;
    }
  }
  load().catch(refused => { errors.textContent = refused.message; });
  get('history?seconds=300&points=300').then(kept => chart.set([kept.unixS, kept.offsetNs, kept.trueErrorNs])).catch(() => {});
  const end = onState(now => chart.add([Math.floor(now.unixMs / 1000), now.offsetNs, now.served ? now.trueErrorNs : null], 300));
  return () => { end(); chart.end(); };
}
