/** Numbers and times for people. */
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const count = value => whole.format(value);
export const rate = value => `${value < 10 ? tenth.format(value) : whole.format(value)}/s`;
export const score = value => value.toFixed(4);
export const seconds = value => {
  if (value < 1) return `${whole.format(1000 * value)} ms`;
  return value < 120 ? `${tenth.format(value)} s` : `${tenth.format(value / 60)} min`;
};
export const clock = millis => new Date(millis).toLocaleTimeString();

/** An element with a text, which is never read as HTML. */
export function element(name, text = '', attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The JSON behind an address; an error's text is what the server says. */
export async function ask(address) {
  const answer = await fetch(address, { cache: 'no-store' });
  const body = await answer.json();
  if (!answer.ok) {
    throw new Error(body.message ?? (body.reasons ?? []).join('; ') ?? answer.statusText);
  }
  return body;
}
