/** Filter, jump and light up. Without it every claim can still be opened and followed by its links. */
export const htmlScript = `
(() => {
  const list = document.getElementById('list'), filter = document.getElementById('filter'), empty = document.getElementById('empty');
  const items = [...list.children];
  const byId = new Map(items.map((item) => [item.dataset.id, item]));
  const numbers = [...document.querySelectorAll('.num')];
  const show = () => {
    const on = new Set([...filter.querySelectorAll('input:checked')].map((box) => box.value));
    let shown = 0;
    for (const item of items) { item.hidden = !on.has(item.dataset.verdict); if (!item.hidden) shown++; }
    empty.hidden = shown > 0;
  };
  const light = (id) => {
    for (const item of items) item.toggleAttribute('data-current', item.dataset.id === id);
    for (const number of numbers) number.toggleAttribute('data-lit', number.dataset.claims.split(' ').includes(id));
  };
  const open = (id, focus) => {
    const item = byId.get(id);
    if (!item) return;
    if (item.hidden) { const box = filter.querySelector('input[value="' + item.dataset.verdict + '"]'); if (box) { box.checked = true; show(); } }
    item.querySelector('details').open = true;
    light(id);
    item.scrollIntoView({ block: 'nearest' });
    if (focus) item.querySelector('summary').focus();
  };
  filter.addEventListener('change', show);
  for (const number of numbers) number.addEventListener('click', (event) => {
    event.preventDefault();
    const ids = number.dataset.claims.split(' ');
    const lit = ids.findIndex((id) => byId.get(id) && byId.get(id).hasAttribute('data-current'));
    const severe = number.getAttribute('href').slice(3);
    open(lit >= 0 ? ids[(lit + 1) % ids.length] : severe, true);
  });
  list.addEventListener('toggle', (event) => {
    const item = event.target.closest('.item');
    if (item && event.target.open) light(item.dataset.id);
  }, true);
  list.addEventListener('click', (event) => {
    const link = event.target.closest('a');
    if (!link) return;
    const target = document.getElementById(link.getAttribute('href').slice(1));
    if (!target) return;
    event.preventDefault();
    target.scrollIntoView({ block: 'center' });
    const number = target.classList.contains('num') ? target : target.nextElementSibling;
    if (number) number.focus({ preventScroll: true });
  });
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const shown = items.filter((item) => !item.hidden);
    const at = shown.indexOf(event.target.closest('.item'));
    const next = shown[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (at >= 0 && next) { event.preventDefault(); next.querySelector('summary').focus(); }
  });
  show();
})();
`
