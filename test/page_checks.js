// SPDX-License-Identifier: GPL-2.0-or-later
//
// Measurements on a page, evaluated by test/browser. The value is a list of
// what is wrong.
(() => {
	const problems = []
	const complain = (what, element) => {
		const text = (element.textContent || '').trim().replace(/\s+/g, ' ').slice(0, 60)
		problems.push(`${what}: <${element.tagName.toLowerCase()} class="${element.getAttribute('class') || ''}"> "${text}"`)
	}

	// what is rounded to whole pixels somewhere
	const TOLERANCE = 1
	const MIN_CONTRAST = 4.5, MIN_FONT = 10

	const box = element => element.getBoundingClientRect()
	const visible = element => box(element).width > 0 && box(element).height > 0
	const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > TOLERANCE
	                       && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > TOLERANCE
	const within = (inner, outer) => inner.left >= outer.left - TOLERANCE && inner.right  <= outer.right + TOLERANCE
	                              && inner.top  >= outer.top - TOLERANCE  && inner.bottom <= outer.bottom + TOLERANCE

	const scrollable = element => {
		for (let e = element; e; e = e.parentElement)
			if (['auto', 'scroll'].includes(getComputedStyle(e).overflowX))
				return e
		return null
	}

	const elements = [...document.querySelectorAll('body *, svg *')].filter(visible)

	// nothing sticks out of the page; what is wider must be in something that can be scrolled, also with keys
	if (document.querySelector('body')) {
		const root = document.documentElement
		if (root.scrollWidth > root.clientWidth)
			problems.push(`the page is ${root.scrollWidth} wide, there is room for ${root.clientWidth}`)
		for (const e of elements) {
			const area = scrollable(e)
			if (!area && (box(e).right > root.clientWidth + TOLERANCE || box(e).left < -TOLERANCE))
				complain('sticks out of the page', e)
			if (area && area.scrollWidth > area.clientWidth && area.tabIndex < 0)
				complain('cannot be scrolled with keys', area)
		}
	}

	// text of a table does not leave its cell
	for (const e of elements.filter(e => ['TD', 'TH'].includes(e.tagName)))
		if (e.scrollWidth > e.clientWidth + TOLERANCE)
			complain('text leaves its cell', e)

	// graphs
	for (const svg of document.querySelectorAll('svg.graph, svg.chart')) {
		const texts = [...svg.querySelectorAll('text')].filter(visible)
		for (const t of texts)
			if (!within(box(t), box(svg)))
				complain('text sticks out of its drawing', t)

		const nodes = [...svg.querySelectorAll('g.component')]
		const outline = node => box(node.querySelector(':scope > path, :scope > a > path, :scope > g > a > path, :scope > polygon'))
		nodes.forEach((a, i) => nodes.slice(i + 1).forEach(b => {
			if (overlap(outline(a), outline(b)))
				complain('boxes overlap', a)
		}))
		for (const node of nodes)
			for (const t of node.querySelectorAll('text'))
				if (!within(box(t), outline(node)))
					complain('text leaves its box', t)

		texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
			if (overlap(box(a), box(b)))
				complain(`overlaps with "${b.textContent}"`, a)
		}))
		const edges = [...svg.querySelectorAll('g.edge, g.session, g.gate, g.dataspace, g.irq, g.parent')]
		for (const edge of edges)
			for (const t of edge.querySelectorAll('text'))
				for (const node of nodes)
					if (overlap(box(t), outline(node)))
						complain(`label of an arrow lies over the box "${node.textContent.trim().slice(0, 30)}"`, t)
	}

	// contrast, as WCAG 2.1 defines it
	const color = text => {
		const numbers = (text.match(/[\d.]+/g) || []).map(Number)
		return numbers.length === 3 ? [...numbers, 1] : numbers
	}
	const luminance = ([r, g, b]) => [r, g, b]
		.map(c => c/255)
		.map(c => c <= 0.04045 ? c/12.92 : ((c + 0.055)/1.055)**2.4)
		.reduce((sum, c, i) => sum + c*[0.2126, 0.7152, 0.0722][i], 0)
	const contrast = (a, b) => {
		const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x)
		return (high + 0.05)/(low + 0.05)
	}
	const opaque = c => c.length === 4 && c[3] === 1
	const dark = matchMedia('(prefers-color-scheme: dark)').matches

	const background = element => {
		for (let e = element; e; e = e.parentElement) {
			const c = color(getComputedStyle(e).backgroundColor)
			if (opaque(c))
				return c
		}
		// what the browser paints where nothing is said
		return dark && getComputedStyle(document.documentElement).colorScheme.includes('dark') ? [18, 18, 18, 1]
		                                                                                      : [255, 255, 255, 1]
	}
	// areas of a drawing that were painted before, and lie below the text
	const below = text => {
		let result = background(text)
		for (const shape of text.ownerSVGElement.querySelectorAll('polygon, path, rect, circle')) {
			if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING))
				break
			const fill = color(getComputedStyle(shape).fill)
			if (getComputedStyle(shape).fill !== 'none' && opaque(fill) && within(box(text), box(shape)))
				result = fill
		}
		return result
	}

	let num_texts = 0
	for (const e of elements) {
		const svg = e.tagName === 'text'
		const own = [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim())
		if (!own || ['STYLE', 'TITLE', 'title', 'style'].includes(e.tagName))
			continue
		num_texts++
		const style = getComputedStyle(e)
		const value = contrast(color(svg ? style.fill : style.color), svg ? below(e) : background(e))
		if (!(value >= MIN_CONTRAST))
			complain(`contrast is ${value.toFixed(2)}`, e)
		const size = parseFloat(style.fontSize)*(svg ? e.getScreenCTM().a : 1)
		if (size < MIN_FONT)
			complain(`font of ${size} pixels`, e)
	}
	if (!num_texts)
		problems.push('there is no text')

	return [...new Set(problems)]
})()
