import { ask, clock } from './format.js';
import { Flow } from './flow.js';
import { Freshness } from './freshness.js';
import { Quality } from './quality.js';
import { UserLookup } from './user.js';

const EVERY_MILLIS = 1000;

const flow = new Flow(document.querySelector('#flow'));
const quality = new Quality(document);
const freshness = new Freshness(document.querySelector('#freshness tbody'));
const status = document.querySelector('#status');
new UserLookup(document);

function say(text, bad) {
  if (status.textContent !== text) status.textContent = text;
  status.classList.toggle('bad', bad);
}

async function refresh() {
  try {
    const pipeline = await ask('api/pipeline');
    flow.show(pipeline);
    quality.show(await ask('api/quality'));
    freshness.show(await ask('api/freshness'));
    say(pipeline.problem || 'live', pipeline.problem !== '');
  } catch (error) {
    say(`This page's process does not answer since ${clock(Date.now())}: ${error.message}`, true);
  }
}

async function follow() {
  if (!document.hidden) await refresh();
  setTimeout(follow, EVERY_MILLIS);
}

follow();
