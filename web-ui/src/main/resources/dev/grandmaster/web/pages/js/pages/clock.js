import {h, facts, newId, text} from '../dom.js';
import {say} from '../strings.js';
import {get} from '../api.js';
import {hex, dateTime, duration} from '../format.js';
import {plot} from '../plot.js';
import {heldPlot} from './holdover.js';

// Rec. ITU-T G.8272 masks noted from the figures that analysers publish, not from the Recommendation.
const maskA = {mtie: tau => tau <= 273 ? 0.275 * tau + 25 : 100, tdev: tau => tau <= 100 ? 3 : tau <= 1000 ? 0.03 * tau : 30};
const maskB = {mtie: tau => tau <= 54.5 ? 0.275 * tau + 25 : 40, tdev: tau => tau <= 100 ? 1 : tau <= 500 ? 0.01 * tau : 5};

const DAY = 86400;
/** Up to two hours a second at a time and live; what is longer out of the record, with the extremes of each point. */
const WINDOWS = [300, 900, 3600, 7200, DAY, 7 * DAY, 30 * DAY, 365 * DAY];
const LIVE_S = 7200;

export default function page(holder, {onState}) {
  const phase = plot([{label: say('offset'), colour: '--plot-1'}, {label: say('clock.bound'), colour: '--plot-2', dash: [4, 4]}, {label: '\u2212 ' + say('clock.bound'), colour: '--plot-2', dash: [4, 4], silent: true, hidden: true}], {unit: 'ns', caption: say('clock.phase'), bands: [[2, 3]], least: 10, height: 280});
  const frequency = plot([{label: say('frequency'), colour: '--plot-3'}], {unit: 'ppb', caption: say('clock.frequency'), least: 0.1, height: 200});
  const temperature = plot([{label: say('clock.temperature'), colour: '--plot-2'}], {unit: '\u00b0C', caption: say('clock.temperature'), least: 0.5, height: 200});
  const truth = plot([{label: say('trueError'), colour: '--plot-1'}], {unit: 'ns', caption: say('clock.true'), least: 10, height: 200});
  const measured = plot([{label: say('measuredError'), colour: '--plot-1'}], {unit: 'ns', caption: say('clock.measured'), least: 10, height: 200});
  const longPhase = plot([{label: say('clock.most'), colour: '--plot-1'}, {label: say('clock.least'), colour: '--plot-1'}, {label: say('clock.worstBound'), colour: '--plot-2', dash: [4, 4]}], {unit: 'ns', caption: say('clock.phase'), bands: [[1, 2]], least: 10, height: 280});
  const longFrequency = plot([{label: say('clock.most'), colour: '--plot-3'}, {label: say('clock.least'), colour: '--plot-3'}], {unit: 'ppb', caption: say('clock.frequency'), bands: [[1, 2]], least: 0.1, height: 200});
  const longTemperature = plot([{label: say('clock.most'), colour: '--plot-2'}, {label: say('clock.least'), colour: '--plot-2'}], {unit: '\u00b0C', caption: say('clock.temperature'), bands: [[1, 2]], least: 0.5, height: 200});
  const held = heldPlot();
  const heldPanel = h('section.panel.hidden', h('h2', say('holdover.this')), held.place);
  const tau = (name, label, masks) => plot([{label: name, colour: '--plot-1', points: true, width: 2}, ...(masks ? [{label: 'PRTC-A', colour: '--plot-2', dash: [6, 4]}, {label: 'PRTC-B', colour: '--plot-3', dash: [2, 3]}] : [])], {log: true, unit: label, xLabel: 'tau, s', caption: name, height: 260});
  const [mtie, tdev, adev] = [tau('MTIE', 'MTIE, ns', true), tau('TDEV', 'TDEV, ns', true), tau('ADEV', 'ADEV, ppb', false)];
  const windows = h('div.segments', {role: 'radiogroup', 'aria-label': say('clock.window'), id: 'clock-window'}, WINDOWS.map(seconds => {
    const id = newId();
    return [h('input.unseen', {type: 'radio', name: 'clock-window', id, value: seconds, checked: seconds === 900, onchange: () => choose(seconds)}), h('label', {for: id, id: 'w' + seconds}, say('clock.w' + seconds))];
  }));
  const announced = h('div');
  const recorded = h('p.soft.small');
  const truthPanel = h('section.panel.wide.hidden', h('h2', say('clock.true')), h('p.soft.small', say('clock.trueText')), truth.place);
  const measuredPanel = h('section.panel.wide.hidden', {id: 'clock-measured'}, h('h2', say('clock.measured')), h('p.soft.small', say('clock.measuredText')), measured.place);
  const temperaturePanel = h('section.panel.hidden', h('h2', say('clock.temperature')), temperature.place, longTemperature.place);
  const stabilityText = h('p.soft.small');
  const stabilityPlots = h('div.grid', h('div', mtie.place), h('div', tdev.place), h('div', adev.place));
  const live = [phase.place, frequency.place, temperature.place];
  const long = [longPhase.place, longFrequency.place, longTemperature.place, recorded];
  holder.append(h('div.title', h('h1', say('page.clock')), windows), h('div.stack',
    h('section.panel', h('h2', say('clock.phase')), recorded, phase.place, longPhase.place), heldPanel, truthPanel, measuredPanel,
    h('section.panel', h('h2', say('clock.frequency')), frequency.place, longFrequency.place), temperaturePanel,
    h('section.panel', h('h2', say('clock.stability')), stabilityText, stabilityPlots),
    h('section.panel', h('h2', say('clock.announced')), announced)));
  let window = 900;
  let coarse = 1;
  let asked = 0;
  let simulated = false;

  function choose(seconds) {
    window = seconds;
    load().catch(() => {});
  }
  async function load() {
    asked += 1;
    const mine = asked;
    const kept = await get(`history?seconds=${window}&points=1200`);
    if (mine !== asked) return;
    const isLive = window <= LIVE_S;
    live.forEach(place => place.classList.toggle('hidden', !isLive));
    long.forEach(place => place.classList.toggle('hidden', isLive));
    coarse = kept.resolutionS;
    if (isLive) {
      phase.set([kept.unixS, kept.offsetNs, kept.boundNs, kept.boundNs.map(bound => bound === null ? null : -bound)]);
      frequency.set([[...kept.unixS], kept.frequencyPpb]);
      temperature.set([[...kept.unixS], kept.temperatureC]);
      truth.set([[...kept.unixS], kept.trueErrorNs]);
      measured.set([[...kept.unixS], kept.measuredErrorNs]);
      measuredPanel.classList.toggle('hidden', !kept.measuredErrorNs.some(each => each !== null));
      temperaturePanel.classList.toggle('hidden', !kept.temperatureC.some(each => each !== null));
    } else {
      measuredPanel.classList.add('hidden');
      const count = kept.unixS.length;
      text(recorded, count ? say('clock.recorded', {since: dateTime(kept.recordedSinceUnixS), resolution: duration(kept.resolutionS)}) : say('clock.nothingRecorded'));
      longPhase.set([kept.unixS, kept.offsetNsMax, kept.offsetNsMin, kept.boundNsMax]);
      longFrequency.set([[...kept.unixS], kept.frequencyPpbMax, kept.frequencyPpbMin]);
      longTemperature.set([[...kept.unixS], kept.temperatureCMax, kept.temperatureCMin]);
      temperaturePanel.classList.toggle('hidden', !kept.temperatureCMax.some(each => each !== null));
    }
    truthPanel.classList.toggle('hidden', !isLive || !simulated);
  }
  async function stability() {
    const found = await get('stability');
    const enough = found.tauS.length > 2;
    text(stabilityText, enough ? say('clock.stabilityText', {seconds: found.seconds}) : say('clock.shortRecord'));
    stabilityPlots.classList.toggle('hidden', !enough);
    if (!enough) return;
    const taus = found.tauS;
    mtie.set([taus, found.mtieNs, taus.map(maskA.mtie), taus.map(maskB.mtie)]);
    tdev.set([[...taus], found.tdevNs, taus.map(maskA.tdev), taus.map(maskB.tdev)]);
    adev.set([[...taus], found.adevPpb]);
  }
  load().catch(() => {});
  stability().catch(() => {});
  const slow = setInterval(() => { stability().catch(() => {}); if (coarse > 1 && window <= 7 * DAY) load().catch(() => {}); }, 15000);
  let holds = 0;
  const end = onState(now => {
    const t = Math.floor(now.unixMs / 1000);
    if (coarse === 1 && window <= LIVE_S) {
      phase.add([t, now.offsetNs, now.boundNs, now.boundNs === null ? null : -now.boundNs], window);
      frequency.add([t, now.frequencyPpb], window);
      temperature.add([t, now.temperatureC], window);
      truth.add([t, now.served ? now.trueErrorNs : null], window);
      measured.add([t, now.measuredErrorNs], window);
      if (now.measuredErrorNs !== null) measuredPanel.classList.remove('hidden');
      if (now.temperatureC !== null) temperaturePanel.classList.remove('hidden');
    }
    simulated = now.trueErrorNs !== null;
    truthPanel.classList.toggle('hidden', !simulated || window > LIVE_S);
    heldPanel.classList.toggle('hidden', !now.holdoverElapsedS);
    if (now.holdoverElapsedS && holds % 5 === 0) get('holdover').then(held.load).catch(() => {});
    holds += 1;
    announced.replaceChildren(facts([[say('clockClass'), `${now.clockClass}, ${say('class.' + now.clockClass)}`], ['clockAccuracy', '0x' + hex(now.clockAccuracy, 2)], [say('clock.variance'), '0x' + hex(now.offsetScaledLogVariance, 4)],
      [say('clock.traceable'), say(now.timeTraceable ? 'yes' : 'no')], [say('clock.frequencyTraceable'), say(now.frequencyTraceable ? 'yes' : 'no')], [say('clock.source'), now.timeSource.replaceAll('_', ' ').toLowerCase()],
      [say('utcOffset'), `${now.utcOffsetS} s, ${say(now.utcOffsetValid ? 'valid' : 'notValid')}`]]));
  });
  return () => { end(); clearInterval(slow); for (const each of [phase, frequency, temperature, truth, measured, longPhase, longFrequency, longTemperature, held, mtie, tdev, adev]) each.end(); };
}
