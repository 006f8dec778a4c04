/** Marks in the contents the clause that is being read. Without this script the contents are plain links. */
const contents = document.querySelector('.contents');
const links = new Map(
  [...(contents?.querySelectorAll('a') ?? [])].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
);

if (contents && links.size > 0) {
  const clauses = [...links.keys()]
    .map((id) => document.getElementById(id))
    .filter((clause) => clause !== null);
  let current: HTMLAnchorElement | undefined;
  const follow = () => {
    // The last clause that begins above the upper third of the window.
    const line = window.innerHeight / 3;
    const read = clauses.findLast((clause) => clause.getBoundingClientRect().top < line);
    const link = read ? links.get(read.id) : undefined;
    if (link === current) return;
    current?.removeAttribute('aria-current');
    link?.setAttribute('aria-current', 'location');
    current = link;
    if (link && contents.scrollHeight > contents.clientHeight)
      contents.scrollTop = link.offsetTop - contents.clientHeight / 2;
  };
  let waiting = false;
  addEventListener(
    'scroll',
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        follow();
      });
    },
    { passive: true },
  );
  follow();
}
