/** A link to a clause that the text no longer has leads to the last version that had it. */
const place = document.querySelector<HTMLElement>('[data-retired]');

const look = (): void => {
  if (!place) return;
  const id = decodeURIComponent(location.hash.slice(1));
  const retired: Record<string, string> = JSON.parse(place.dataset.retired ?? '{}');
  const version = Object.hasOwn(retired, id) ? retired[id] : undefined;
  place.hidden = version === undefined;
  if (version === undefined) return;
  const fill = (text = '') => text.replace(/(\{|%7B)version(\}|%7D)/i, version);
  const link = document.createElement('a');
  link.href = `${fill(place.dataset.page)}#${encodeURIComponent(id)}`;
  link.textContent = place.dataset.link ?? '';
  place.replaceChildren(`${fill(place.dataset.says)} `, link);
};

look();
addEventListener('hashchange', look);
