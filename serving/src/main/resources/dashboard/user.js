import { ask, element, score } from './format.js';

const SOURCES = { both: 'both models', 'language-model': 'language model' };

/** Looks a user up and shows history and list. */
export class UserLookup {
  constructor(document) {
    this.found = document.querySelector('#found');
    this.input = document.querySelector('#user');
    document.querySelector('#lookup').addEventListener('submit', event => {
      event.preventDefault();
      this.look(this.input.value.trim());
    });
  }

  async look(user) {
    if (user === '') return;
    try {
      this.show(await ask(`recommendations/${encodeURIComponent(user)}`));
    } catch (error) {
      this.found.replaceChildren(element('p', `No answer: ${error.message}`));
    }
  }

  show(answer) {
    if (answer.sequenceVersion === 0) {
      this.found.replaceChildren(
        element('p', `Nothing is known of a user ${answer.userId}. New users are shown what is popular:`),
        places(answer.items),
      );
      return;
    }
    const columns = element('div', '', { class: 'columns' });
    columns.append(
      part(`What ${answer.userId} took, newest first`, history(answer.history)),
      part(`What is recommended, by ${by(answer)}`, places(answer.items)),
    );
    if (answer.instant) columns.append(part('The instant list, by transitions', places(answer.instant)));
    this.found.replaceChildren(columns);
  }
}

function by(answer) {
  return answer.checkpointId ? `${answer.modelId} with checkpoint ${answer.checkpointId}` : answer.modelId;
}

function part(title, content) {
  const made = element('div');
  made.append(element('h3', title), content);
  return made;
}

function history(items) {
  const list = element('ol');
  list.append(...items.map(item => element('li', item.title)));
  return list;
}

function why(item) {
  return item.reason ?? 'no reason given';
}

function places(items) {
  const list = element('ol');
  for (const item of items) {
    const place = element('li', item.title);
    place.append(element('small', `${why(item)} · ${SOURCES[item.source] ?? item.source} ${score(item.score)}`));
    list.append(place);
  }
  return list;
}
