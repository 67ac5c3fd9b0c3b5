import { clock, count, element, score } from './format.js';

const NONE = '(none)';
const SMOOTHED = 10;
const COLOURS = ['#0f8a78', '#8a7f2a', '#c2571a', '#5566d6', '#a03c8c', '#4c8f2f'];
const DASHES = [[], [6, 4], [2, 3], [10, 4, 2, 4], [1, 4], [12, 4]];

/** Trailing mean of a figure over windows, weighted by what was judged in each. */
function smoothed(windows, metric) {
  return windows.map((window, i) => {
    const near = windows.slice(Math.max(0, i - SMOOTHED + 1), i + 1);
    return { x: window.start, y: mean(near, metric) };
  });
}

function total(windows) {
  return windows.reduce((sum, window) => sum + window.interactions, 0);
}

function mean(windows, metric) {
  const judged = total(windows);
  const weighted = windows.reduce((sum, window) => sum + window.interactions * window[metric], 0);
  return judged === 0 ? 0 : weighted / judged;
}

/** Draws a dashed line where a checkpoint came into use. */
const swaps = {
  id: 'swaps',
  afterDatasetsDraw(chart) {
    const { ctx, chartArea, scales } = chart;
    ctx.save();
    ctx.setLineDash([4, 4]);
    ctx.strokeStyle = chart.options.color;
    for (const at of chart.options.swapTimes ?? []) {
      const x = scales.x.getPixelForValue(at);
      if (x < chartArea.left || x > chartArea.right) continue;
      ctx.beginPath();
      ctx.moveTo(x, chartArea.top);
      ctx.lineTo(x, chartArea.bottom);
      ctx.stroke();
    }
    ctx.restore();
  },
};

/** Curves, figures and checkpoints. */
export class Quality {
  constructor(document) {
    this.metric = 'ndcg';
    this.rows = document.querySelector('#models tbody');
    this.list = document.querySelector('#checkpoints');
    this.none = document.querySelector('#no-checkpoints');
    this.styles = new Map();
    this.shown = document.querySelector('#shown');
    this.shown.addEventListener('change', () => {
      this.chosen = this.shown.value;
      if (this.latest) this.show(this.latest);
    });
    this.chart = this.draw(document.querySelector('#quality'));
    this.buttons = [...document.querySelectorAll('[data-metric]')];
    for (const button of this.buttons) button.addEventListener('click', () => this.choose(button));
  }

  draw(canvas) {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue('--soft').trim();
    const line = style.getPropertyValue('--line').trim();
    return new Chart(canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [swaps],
      options: {
        animation: false,
        color: ink,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        elements: { point: { radius: 0, hitRadius: 8 }, line: { borderWidth: 2 } },
        plugins: { legend: { labels: { usePointStyle: true, pointStyle: 'line', color: ink } }, tooltip: { callbacks: { title: items => clock(items[0].parsed.x) } } },
        scales: {
          x: { type: 'linear', bounds: 'data', grid: { color: line }, ticks: { color: ink, maxRotation: 0, autoSkipPadding: 16, callback: value => clock(value) } },
          y: { beginAtZero: true, grid: { color: line }, ticks: { color: ink } },
        },
      },
    });
  }

  choose(button) {
    this.metric = button.dataset.metric;
    for (const other of this.buttons) other.setAttribute('aria-pressed', String(other === button));
    if (this.latest) this.show(this.latest);
  }

  show(quality) {
    this.latest = quality;
    this.offer(quality.models);
    const models = quality.models.filter(model => model.served === this.shown.value && model.id !== NONE);
    const used = quality.checkpoints.filter(({ state }) => state === 'PROMOTED' || state === 'ROLLED_BACK');
    this.chart.data.datasets = models.map(model => ({
      label: model.id,
      data: smoothed(model.windows, this.metric),
      ...this.style(model.id),
    }));
    this.chart.options.swapTimes = used.map(checkpoint => checkpoint.at);
    this.chart.update('none');
    this.rows.replaceChildren(...models.map(model => this.row(model)));
    this.none.hidden = quality.checkpoints.length > 0;
    this.list.replaceChildren(...quality.checkpoints.map(announced).reverse());
  }

  /** Only what was judged on the same interactions is drawn together. */
  offer(models) {
    const judged = new Map();
    for (const model of models.filter(({ id, served }) => id === served && id !== NONE)) judged.set(model.served, total(model.windows));
    const known = [...judged.keys()];
    if (known.join() !== this.offered) {
      const chosen = this.chosen ?? known.reduce((best, next) => (judged.get(next) > (judged.get(best) ?? -1) ? next : best), known[0]);
      this.shown.replaceChildren(...known.map(id => element('option', id, { value: id })));
      if (chosen !== undefined) this.shown.value = chosen;
      this.offered = known.join();
    }
  }

  /** The same colour and dashes for a model as long as the page is open. */
  style(id) {
    if (!this.styles.has(id)) {
      const next = this.styles.size;
      this.styles.set(id, {
        borderColor: COLOURS[next % COLOURS.length],
        backgroundColor: COLOURS[next % COLOURS.length],
        borderDash: DASHES[next % DASHES.length],
      });
    }
    return this.styles.get(id);
  }

  row(model) {
    const row = element('tr');
    const name = element('td');
    const swatch = element('span', '', { class: 'swatch' });
    swatch.style.background = this.style(model.id).borderColor;
    name.append(swatch, model.id);
    row.append(
      name,
      element('td', count(total(model.windows))),
      element('td', score(mean(model.windows, 'hitRate'))),
      element('td', score(mean(model.windows, 'ndcg'))),
      element('td', count(mean(model.windows, 'latency'))),
    );
    return row;
  }
}

function announced(checkpoint) {
  const item = element('li');
  const state = checkpoint.state.toLowerCase().replace('_', ' ');
  item.append(
    element('span', state, { class: 'state' }),
    ` ${checkpoint.id} at ${clock(checkpoint.at)}: ${checkpoint.reason}`,
  );
  return item;
}
