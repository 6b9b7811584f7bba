/**
 * What the page gains with a script, and does without one: the place in the contents, and a figure's story beside the
 * text instead of at the end. It reads the page and asks nobody; `data-endpoint` on the body, where the report is
 * served, adds the value as it stands today.
 */
export const reportScript = `
(() => {
  const links = new Map([...document.querySelectorAll('.contents a')].map((a) => [a.hash.slice(1), a]))
  const marked = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean)
  let current
  const place = () => {
    const above = marked.filter((part) => part.getBoundingClientRect().top < innerHeight * 0.3)
    const next = links.get((above.at(-1) ?? marked[0])?.id)
    if (next === current) return
    current?.removeAttribute('aria-current')
    next?.setAttribute('aria-current', 'location')
    current = next
    const list = document.querySelector('.contents')
    if (next && list && list.scrollHeight > list.clientHeight) list.scrollTop = next.offsetTop - list.clientHeight / 2
  }
  let waiting = false
  addEventListener('scroll', () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => { waiting = false; place() })
  }, { passive: true })
  place()

  const story = document.querySelector('.story')
  const body = story?.querySelector('div')
  const button = story?.querySelector('button')
  let from
  const close = () => { story.hidden = true; from?.focus() }
  const show = async (link, id) => {
    const entry = document.getElementById(id)
    if (!entry) return
    from = link
    const copy = entry.cloneNode(true)
    for (const node of [copy, ...copy.querySelectorAll('[id]')]) node.removeAttribute('id')
    copy.removeAttribute('aria-labelledby')
    for (const details of copy.querySelectorAll('details')) details.open = true
    body.replaceChildren(copy)
    story.hidden = false
    story.scrollTop = 0
    button.focus()
    const endpoint = document.body.dataset.endpoint
    const data = link.querySelector('data')
    if (!endpoint || !data || !/^[a-z][a-z0-9_]*$/.test(data.dataset.name)) return
    const address = endpoint.replace('{org}', data.dataset.org).replace('{year}', data.dataset.year).replace('{name}', data.dataset.name)
    try {
      const answer = await fetch(address, { headers: { accept: 'application/json' } })
      if (!answer.ok) return
      const value = (await answer.json()).value
      if (!value?.printed || from !== link) return
      const line = document.createElement('p')
      line.className = 'note'
      line.textContent = body.closest('.story').dataset.now.replace('{value}', value.printed + (value.unitLabel?.zh ?? ''))
      body.append(line)
    } catch {}
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a.n')
    if (!link || !story || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    show(link, link.hash.slice(1))
  })
  button?.addEventListener('click', close)
  addEventListener('keydown', (event) => { if (event.key === 'Escape' && story && !story.hidden) close() })
})()
`
