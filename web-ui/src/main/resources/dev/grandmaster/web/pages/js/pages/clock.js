import {h, facts, newId} from '../dom.js';
import {say} from '../strings.js';
import {get} from '../api.js';
import {hex} from '../format.js';
import {plot} from '../plot.js';

// Rec. ITU-T G.8272 masks noted from the figures that analysers publish, not from the Recommendation.
const maskA = {mtie: tau => tau <= 273 ? 0.275 * tau + 25 : 100, tdev: tau => tau <= 100 ? 3 : tau <= 1000 ? 0.03 * tau : 30};
const maskB = {mtie: tau => tau <= 54.5 ? 0.275 * tau + 25 : 40, tdev: tau => tau <= 100 ? 1 : tau <= 500 ? 0.01 * tau : 5};

export default function page(holder, {onState}) {
  const phase = plot([{label: say('offset'), colour: '--plot-1'}, {label: '+ ' + say('bound'), colour: '--plot-2', dash: [4, 4]}, {label: '\u2212 ' + say('bound'), colour: '--plot-2', dash: [4, 4]}], {unit: 'ns', caption: say('clock.phase'), bands: [[2, 3]], least: 10, height: 280});
  const frequency = plot([{label: say('frequency'), colour: '--plot-3'}], {unit: 'ppb', caption: say('clock.frequency'), least: 0.1, height: 200});
  const truth = plot([{label: say('trueError'), colour: '--plot-1'}], {unit: 'ns', caption: say('clock.true'), least: 10, height: 200});
  const mtie = plot([{label: 'MTIE', colour: '--plot-1', points: true, width: 2}, {label: 'PRTC-A', colour: '--plot-2', dash: [6, 4]}, {label: 'PRTC-B', colour: '--plot-3', dash: [2, 3]}], {log: true, unit: 'MTIE, ns', xLabel: 'tau, s', caption: 'MTIE', height: 260});
  const tdev = plot([{label: 'TDEV', colour: '--plot-1', points: true, width: 2}, {label: 'PRTC-A', colour: '--plot-2', dash: [6, 4]}, {label: 'PRTC-B', colour: '--plot-3', dash: [2, 3]}], {log: true, unit: 'TDEV, ns', xLabel: 'tau, s', caption: 'TDEV', height: 260});
  const adev = plot([{label: 'ADEV', colour: '--plot-1', points: true, width: 2}], {log: true, unit: 'ADEV, ppb', xLabel: 'tau, s', caption: 'ADEV', height: 260});
  const id = newId();
  const choose = h('select', {id, onchange: load}, [300, 900, 3600, 7200].map(seconds => h('option', {value: seconds, selected: seconds === 900}, say('clock.w' + seconds))));
  const announced = h('div');
  const truthPanel = h('section.panel.wide.hidden', h('h2', say('clock.true')), h('p.soft.small', say('clock.trueText')), truth.place);
  const stabilityText = h('p.soft.small');
  const stabilityPlots = h('div.grid', h('div', mtie.place), h('div', tdev.place), h('div', adev.place));
  holder.append(h('div.title', h('h1', say('page.clock')), h('div.row', h('label', {for: id}, say('clock.window')), choose)), h('div.stack',
    h('section.panel', h('h2', say('clock.phase')), phase.place), truthPanel,
    h('section.panel', h('h2', say('clock.frequency')), frequency.place),
    h('section.panel', h('h2', say('clock.stability')), stabilityText, stabilityPlots),
    h('section.panel', h('h2', say('clock.announced')), announced)));
  let window = 900;
  let coarse = 1;

  async function load() {
    window = Number(choose.value);
    const kept = await get(`history?seconds=${window}&points=1200`);
    coarse = kept.resolutionS;
    phase.set([kept.unixS, kept.offsetNs, kept.boundNs, kept.boundNs.map(bound => bound === null ? null : -bound)]);
    frequency.set([[...kept.unixS], kept.frequencyPpb]);
    truth.set([[...kept.unixS], kept.trueErrorNs]);
  }
  async function stability() {
    const found = await get('stability');
    const enough = found.tauS.length > 2;
    stabilityText.textContent = enough ? say('clock.stabilityText', {seconds: found.seconds}) : say('clock.shortRecord');
    stabilityPlots.classList.toggle('hidden', !enough);
    if (!enough) return;
    const tau = found.tauS;
    mtie.set([tau, found.mtieNs, tau.map(maskA.mtie), tau.map(maskB.mtie)]);
    tdev.set([[...tau], found.tdevNs, tau.map(maskA.tdev), tau.map(maskB.tdev)]);
    adev.set([[...tau], found.adevPpb]);
  }
  load().catch(() => {});
  stability().catch(() => {});
  const slow = setInterval(() => { stability().catch(() => {}); if (coarse > 1) load().catch(() => {}); }, 15000);
  const end = onState(now => {
    const t = Math.floor(now.unixMs / 1000);
    if (coarse === 1) {
      phase.add([t, now.offsetNs, now.boundNs, now.boundNs === null ? null : -now.boundNs], window);
      frequency.add([t, now.frequencyPpb], window);
      truth.add([t, now.served ? now.trueErrorNs : null], window);
    }
    truthPanel.classList.toggle('hidden', now.trueErrorNs === null);
    announced.replaceChildren(facts([[say('clockClass'), `${now.clockClass}, ${say('class.' + now.clockClass)}`], ['clockAccuracy', '0x' + hex(now.clockAccuracy, 2)], [say('clock.variance'), '0x' + hex(now.offsetScaledLogVariance, 4)],
      [say('clock.traceable'), say(now.timeTraceable ? 'yes' : 'no')], [say('clock.frequencyTraceable'), say(now.frequencyTraceable ? 'yes' : 'no')], [say('clock.source'), now.timeSource.replaceAll('_', ' ').toLowerCase()],
      [say('utcOffset'), `${now.utcOffsetS} s, ${say(now.utcOffsetValid ? 'valid' : 'notValid')}`]]));
  });
  return () => { end(); clearInterval(slow); for (const each of [phase, frequency, truth, mtie, tdev, adev]) each.end(); };
}
