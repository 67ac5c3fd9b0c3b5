import { count, element, seconds } from './format.js';

const FIRST = 0.01;
const LAST = 3600;
const STAGES = [
  ['sequence', 'sequence read'],
  ['transitions', 'transitions read'],
  ['instant', 'instant list written'],
  ['refined', 'refined list written'],
  ['learned', 'learned from'],
  ['checkpoint', 'checkpoint in use'],
];

/** How far along a logarithmic scale a time is, in percent. */
function place(time) {
  const bounded = Math.min(LAST, Math.max(FIRST, time));
  return (100 * Math.log(bounded / FIRST)) / Math.log(LAST / FIRST);
}

/** How long clicks take to each stage. */
export class Freshness {
  constructor(body) {
    this.body = body;
  }

  show(stages) {
    const known = new Map(stages.map(stage => [stage.stage, stage]));
    this.body.replaceChildren(...STAGES.map(([id, title]) => row(title, known.get(id))));
  }
}

function row(title, stage) {
  const made = element('tr');
  const seen = stage !== undefined && stage.count > 0;
  const name = element('th', title, { scope: 'row' });
  if (seen && stage.of) name.append(element('small', `in ${stage.of}`));
  const scale = element('td', '', { class: 'scale' });
  if (seen) scale.append(bar(stage));
  made.append(
    name,
    scale,
    element('td', seen ? seconds(stage.p50) : '–'),
    element('td', seen ? seconds(stage.p95) : '–'),
    element('td', count(seen ? stage.count : 0)),
  );
  return made;
}

function bar({ p50, p95 }) {
  const made = element('span', '', { class: 'bar' });
  made.style.left = `${place(p50)}%`;
  made.style.width = `${place(p95) - place(p50)}%`;
  return made;
}
