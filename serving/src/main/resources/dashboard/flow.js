import { count, rate } from './format.js';

/** The picture of the pipeline. */
export class Flow {
  constructor(root) {
    this.nodes = [...root.children];
    for (const node of this.nodes) node.append(document.createElement('output'));
  }

  show(pipeline) {
    const topics = new Map(pipeline.topics.map(topic => [topic.role, topic]));
    for (const node of this.nodes) {
      const topic = topics.get(node.dataset.topic);
      if (topic) this.put(node, topic.perSecond, `${rate(topic.perSecond)} · ${count(topic.offsets)}`);
      if (node.dataset.process) this.process(node, pipeline.groups);
    }
  }

  process(node, groups) {
    const own = groups.filter(group => processOf(group.id) === node.dataset.process);
    if (own.length === 0) {
      this.put(node, 0, 'not seen yet');
      return;
    }
    const sum = figure => own.reduce((total, group) => total + group[figure], 0);
    this.put(node, sum('perSecond'), `${rate(sum('perSecond'))} · lag ${count(sum('lag'))}`);
    node.title = own.map(group => `${group.id}: lag ${count(group.lag)}`).join('\n');
  }

  put(node, perSecond, text) {
    node.classList.toggle('moving', perSecond > 0);
    node.querySelector('output').textContent = text;
  }
}

function processOf(group) {
  if (group.includes('serving')) return 'serving';
  return group.includes('trainer') ? 'trainer' : 'streams';
}
