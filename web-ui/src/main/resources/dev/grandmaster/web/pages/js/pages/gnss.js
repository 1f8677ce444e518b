import {h, s, table, facts, swap} from '../dom.js';
import {say} from '../strings.js';
import {get} from '../api.js';
import {ns, fixName} from '../format.js';

const LETTER = {GPS: 'G', GALILEO: 'E', GLONASS: 'R', BEIDOU: 'C', QZSS: 'J', SBAS: 'S', NAVIC: 'I'};
const name = satellite => LETTER[satellite.constellation] + String(satellite.number).padStart(2, '0');

function sky(satellites) {
  const at = (elevation, azimuth) => {
    const r = (90 - Math.max(0, elevation)) / 90 * 100;
    return [120 + r * Math.sin(azimuth * Math.PI / 180), 120 - r * Math.cos(azimuth * Math.PI / 180)];
  };
  const picture = s('svg', {viewBox: '0 0 240 240', class: 'sky', role: 'img', 'aria-label': say('gnss.sky') + ': ' + satellites.map(name).join(', ')},
    [100, 66.7, 33.3].map(r => s('circle', {cx: 120, cy: 120, r, class: 'ring'})), s('line', {x1: 120, y1: 20, x2: 120, y2: 220}), s('line', {x1: 20, y1: 120, x2: 220, y2: 120}),
    s('text', {x: 120, y: 14, 'text-anchor': 'middle'}, 'N'), s('text', {x: 230, y: 123, 'text-anchor': 'middle'}, 'E'), s('text', {x: 120, y: 234, 'text-anchor': 'middle'}, 'S'), s('text', {x: 10, y: 123, 'text-anchor': 'middle'}, 'W'));
  const places = satellites.map(satellite => at(satellite.elevationDeg, satellite.azimuthDeg));
  const taken = places.map(([x, y]) => [x - 5, y - 5, x + 5, y + 5]);
  const free = box => box[0] > 0 && box[1] > 16 && box[2] < 240 && box[3] < 228 && !taken.some(other => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]);
  satellites.forEach((satellite, i) => {
    const [x, y] = places[i];
    picture.append(s('circle', {cx: x, cy: y, r: 4.5, fill: satellite.used ? 'var(--plot-1)' : 'var(--panel)', stroke: satellite.used ? 'var(--plot-1)' : 'var(--soft)', 'stroke-width': 1.5}, s('title', {}, `${name(satellite)} ${satellite.elevationDeg}\u00b0 ${satellite.azimuthDeg}\u00b0`)));
    // Below, above, right or left of its dot, or nowhere: names on top of each other name nobody.
    const spot = [[x, y + 13], [x, y - 7], [x + 14, y + 3], [x - 14, y + 3]].find(([a, b]) => free([a - 7.5, b - 7, a + 7.5, b + 1]));
    if (!spot) return;
    taken.push([spot[0] - 7.5, spot[1] - 7, spot[0] + 7.5, spot[1] + 1]);
    picture.append(s('text', {x: spot[0], y: spot[1], 'text-anchor': 'middle'}, name(satellite)));
  });
  return picture;
}

export default function page(holder) {
  const body = h('div.grid');
  holder.append(h('div.title', h('h1', say('page.gnss'))), body);
  async function load() {
    const gnss = await get('gnss');
    const satellites = gnss.satellites.sort((a, b) => b.carrierToNoiseDbHz - a.carrierToNoiseDbHz);
    const bars = satellites.map(satellite => {
      const bar = h(satellite.used ? 'span.used' : 'span');
      bar.style.width = Math.min(100, Math.max(0, satellite.carrierToNoiseDbHz / 55 * 100)) + '%';
      return [h('span', name(satellite)), h('span.track', bar), h('span', satellite.carrierToNoiseDbHz ? satellite.carrierToNoiseDbHz.toFixed(0) + ' dBHz' : '-')];
    });
    const trust = {TRUST: 'good', COAST: 'warn', REFUSE: 'bad'}[gnss.trust];
    const receiver = gnss.receiver;
    const survey = receiver?.survey;
    swap(body,
      h('section.panel', h('h2', say('gnss.sky')), satellites.length ? [sky(satellites), h('p.soft.small', say('gnss.skyText'))] : h('p.soft', say('gnss.noSatellites'))),
      h('section.panel', h('h2', say('gnss.signal')), satellites.length ? h('div.cn', bars) : h('p.soft', say('gnss.noSatellites'))),
      h('div.stack', h('section.panel', h('h2', say('gnss.verdict')), h('p', h('span.chip.' + trust, say('trust.' + gnss.trust))),
        h('ul', (gnss.reasons.length ? gnss.reasons : gnss.doubts.map(doubt => doubt.text)).map(each => h('li', each))), gnss.doubts.length || gnss.reasons.length ? null : h('p.soft', say('gnss.noDoubts')),
        facts([[say('gnss.antenna'), gnss.reception.antenna.toLowerCase()], [say('gnss.jamming'), gnss.reception.jamming.toLowerCase()], [say('gnss.spoofing'), gnss.reception.spoofing.toLowerCase()]])),
      h('section.panel', h('h2', say('gnss.receiver')), facts([[say('gnss.link'), gnss.link], [say('gnss.receiving'), say(gnss.receiving ? 'yes' : 'no')], [say('gnss.fix'), fixName(gnss.fix)], [say('satellites'), `${gnss.satellitesUsed} / ${satellites.length}`],
        [say('gnss.timeAccuracy'), ns(gnss.timeAccuracyNs)], [say('gnss.frames'), `${gnss.goodFrames} / ${gnss.badFrames}`], receiver && [say('gnss.model'), receiver.model || say('unknown')], receiver && [say('gnss.firmware'), receiver.firmware || say('unknown')], receiver && [say('gnss.dialogue'), receiver.dialogue],
        survey && [say('gnss.survey'), say('gnss.surveyText', {seconds: survey.seconds, accuracy: survey.accuracyM.toFixed(2), state: say('survey.' + (survey.active ? 'active' : survey.valid ? 'valid' : 'off'))})]]))),
      receiver?.settings.length ? settingsOf(receiver.settings) : '');
  }
  /** Those that are not as wanted stand open; the rest is behind a click. */
  function settingsOf(settings) {
    const rows = wanted => settings.filter(each => each.agreed === wanted).map(each => [each.name, h(each.agreed ? 'span' : 'span.warn', each.found), each.wanted]);
    const columns = [say('gnss.name'), say('gnss.found'), say('gnss.wanted')];
    const agreed = rows(true);
    const amiss = rows(false);
    return h('section.panel.wide', h('h2', say('gnss.settings')), amiss.length ? table(columns, amiss, say('gnss.settings')) : h('p.good', say('gnss.asWanted')),
      h('details', h('summary', say('gnss.agreed', {count: agreed.length})), table(columns, agreed, say('gnss.settings'))));
  }
  load().catch(() => {});
  const timer = setInterval(() => load().catch(() => {}), 2000);
  return () => clearInterval(timer);
}
