import type { Sign, Token } from './formula-tokens.ts'
import { tokensOf } from './formula-tokens.ts'
import { METRIC_IDS, METRICS } from './metrics.ts'
import type { AskedId, Metric, MetricId, SumId, Unit } from './metrics.ts'
import { MICROS } from './money.ts'

/**
 * Metrics of people's own: `spend / (purchases + 2 * linkClicks)`, `if(roas > 2, spend, 0)`. A formula is evaluated on
 * the sums of a row and never summed over rows: ratios named in it are made of sums first. Nothing measured makes
 * nothing, and so does a division by zero. Numbers beside money are in units of its currency.
 */

export const FORMULA_LENGTH = 500
const DEPTH = 32

export type FormulaProblem =
  | 'empty'
  | 'tooLong'
  | 'tooDeep'
  | 'character'
  | 'number'
  /** Neither a metric nor a function. */
  | 'name'
  /** A number, a metric or a parenthesis belongs here. */
  | 'value'
  /** An operator belongs here. */
  | 'operator'
  | 'unclosed'
  | 'unopened'
  /** A function has too many or too few values. */
  | 'arguments'
  /** Comparisons stand in `if` and nowhere else, and `if` begins with one. */
  | 'condition'
  /** Money with a count, or a ratio with either: they do not add up or compare. */
  | 'units'
  /** It names no metric. */
  | 'noFigure'

/** A figure that sums are kept of, or that is asked for. */
export type Measured = SumId | AskedId
type Get = (id: Measured) => number | null
/** NaN: nothing. */
type Run = (get: Get) => number

/** Powers of what is multiplied: spend / clicks is money 1, count -1. */
interface Dimension {
  readonly money: number
  readonly count: number
  /** Of what has no dimension: a share of something, or a number. */
  readonly share: boolean
  /** A plain number, which takes the dimension of what it meets. */
  readonly free: boolean
}
interface Term extends Dimension {
  readonly run: Run
}

export interface ParsedFormula {
  readonly text: string
  /** What it is computed from. */
  readonly figures: readonly Measured[]
  /** Units that say what comes out, the likeliest first; money is in micros. */
  readonly units: readonly [Unit, ...Unit[]]
  /** The power of money in it: 1 for an amount, -1 for clicks an amount buys, 0 for a ratio of amounts. */
  readonly money: number
  /** NaN: nothing. */
  readonly run: Run
}
export type FormulaAnswer =
  | { readonly ok: true; readonly formula: ParsedFormula }
  | { readonly ok: false; readonly at: number; readonly length: number; readonly problem: FormulaProblem }

class Wrong extends Error {
  readonly place: { readonly at: number; readonly length: number }
  readonly problem: FormulaProblem
  constructor({ at, length }: { readonly at: number; readonly length: number }, problem: FormulaProblem) {
    super(problem)
    this.place = { at, length }
    this.problem = problem
  }
}

const NUMBER: Dimension = { money: 0, count: 0, share: false, free: true }
const BY_NAME: ReadonlyMap<string, MetricId> = new Map(METRIC_IDS.map((id) => [id.toLowerCase(), id]))
/** Names that a formula may hold besides metrics. */
const FUNCTIONS = ['if', 'min', 'max', 'abs'] as const

const scaled = (run: Run, by: number): Run => (by === 1 ? run : (get) => run(get) * by)

const measured = (id: Measured): Term => ({
  money: METRICS[id].unit === 'money' ? 1 : 0,
  count: METRICS[id].unit === 'count' ? 1 : 0,
  share: false,
  free: false,
  run: (get) => get(id) ?? Number.NaN,
})

const times = (a: Term, b: Term): Term => ({
  money: a.money + b.money,
  count: a.count + b.count,
  share: a.share || b.share,
  free: a.free && b.free,
  run: (get) => a.run(get) * b.run(get),
})

const over = (a: Term, b: Term): Term => {
  const money = a.money - b.money
  const count = a.count - b.count
  return {
    money,
    count,
    share: money === 0 && count === 0 && (a.count !== 0 || (a.share && b.free)),
    free: a.free && b.free,
    run: (get) => {
      const under = b.run(get)
      return under === 0 ? Number.NaN : a.run(get) / under
    },
  }
}

const metricTerm = (id: MetricId, figures: Set<Measured>): Term => {
  const metric: Metric = METRICS[id]
  if (metric.kind !== 'ratio') {
    figures.add(id as Measured)
    return measured(id as Measured)
  }
  figures.add(metric.over).add(metric.under)
  const ratio = over(measured(metric.over), measured(metric.under))
  return { ...ratio, share: metric.unit === 'percent', run: scaled(ratio.run, metric.times) }
}

/** Two that are added or compared: of one dimension. A plain number beside money becomes micros. */
const alike = (a: Term, b: Term, place: Token): readonly [Term, Term] => {
  if (a.free && !b.free) return [{ ...b, run: scaled(a.run, MICROS ** b.money) }, b]
  if (b.free && !a.free) return [a, { ...a, run: scaled(b.run, MICROS ** a.money) }]
  if (a.money !== b.money || a.count !== b.count) throw new Wrong(place, 'units')
  const share = a.share && b.share
  return [
    { ...a, share },
    { ...b, share },
  ]
}

const COMPARE: Readonly<Partial<Record<Sign, (a: number, b: number) => boolean>>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
}

/** Recursive descent, which makes closures as it goes: nothing is looked up again when a row is computed. */
const readTokens = (tokens: readonly Token[], figures: Set<Measured>): Term => {
  let next = 0
  let depth = 0
  const peek = (): Token => tokens[next] as Token
  const take = (): Token => tokens[next++] as Token
  const signAt = (...signs: readonly Sign[]): Sign | null => {
    const token = peek()
    return token.kind === 'sign' && signs.includes(token.sign) ? token.sign : null
  }
  const compareAt = (): ((a: number, b: number) => boolean) | undefined => {
    const token = peek()
    return token.kind === 'sign' ? COMPARE[token.sign] : undefined
  }
  const close = (open: Token): void => {
    if (signAt(')')) take()
    else if (peek().kind === 'end') throw new Wrong(open, 'unclosed')
    else throw new Wrong(peek(), compareAt() ? 'condition' : signAt(',') ? 'arguments' : 'operator')
  }
  const comma = (name: Token): void => {
    if (signAt(',')) take()
    else if (signAt(')')) throw new Wrong(name, 'arguments')
    else if (peek().kind === 'end') throw new Wrong(name, 'unclosed')
    else throw new Wrong(peek(), compareAt() ? 'condition' : 'operator')
  }

  const sum = (): Term => {
    let left = product()
    while (signAt('+', '-')) {
      const place = take()
      const isPlus = place.kind === 'sign' && place.sign === '+'
      const [a, b] = alike(left, product(), place)
      left = { ...a, run: isPlus ? (get) => a.run(get) + b.run(get) : (get) => a.run(get) - b.run(get) }
    }
    return left
  }
  const product = (): Term => {
    let left = unary()
    while (signAt('*', '/')) {
      const place = take()
      const right = unary()
      left = place.kind === 'sign' && place.sign === '*' ? times(left, right) : over(left, right)
    }
    return left
  }
  const unary = (): Term => {
    depth += 1
    if (depth > DEPTH) throw new Wrong(peek(), 'tooDeep')
    let term: Term
    if (signAt('-')) {
      take()
      const of = unary()
      term = { ...of, run: (get) => -of.run(get) }
    } else term = primary()
    depth -= 1
    return term
  }
  const extreme = (name: Token, pick: (a: number, b: number) => number): Term => {
    let left = sum()
    if (!signAt(',')) comma(name)
    while (signAt(',')) {
      take()
      const place = peek()
      const [a, b] = alike(left, sum(), place)
      left = { ...a, run: (get) => pick(a.run(get), b.run(get)) }
    }
    return left
  }
  const choice = (name: Token): Term => {
    const first = sum()
    const compare = compareAt()
    if (!compare) throw new Wrong(peek().kind === 'end' ? name : peek(), 'condition')
    const place = take()
    const [left, right] = alike(first, sum(), place)
    comma(name)
    const one = sum()
    comma(name)
    const last = peek()
    const [yes, no] = alike(one, sum(), last)
    return {
      ...yes,
      run: (get) => {
        const a = left.run(get)
        const b = right.run(get)
        if (Number.isNaN(a) || Number.isNaN(b)) return Number.NaN
        return compare(a, b) ? yes.run(get) : no.run(get)
      },
    }
  }
  const called = (name: Token, word: string): Term => {
    const open = take()
    if (signAt(')')) throw new Wrong(name, 'arguments')
    let term: Term
    if (word === 'if') term = choice(name)
    else if (word === 'min') term = extreme(name, Math.min)
    else if (word === 'max') term = extreme(name, Math.max)
    else {
      const of = sum()
      term = { ...of, run: (get) => Math.abs(of.run(get)) }
    }
    close(open)
    return term
  }
  const primary = (): Term => {
    const token = take()
    if (token.kind === 'number') return { ...NUMBER, run: () => token.value }
    if (token.kind === 'name') {
      const word = token.name.toLowerCase()
      if ((FUNCTIONS as readonly string[]).includes(word)) {
        if (!signAt('(')) throw new Wrong(token, 'arguments')
        return called(token, word)
      }
      const id = BY_NAME.get(word)
      if (id === undefined) throw new Wrong(token, 'name')
      return metricTerm(id, figures)
    }
    if (token.kind === 'sign' && token.sign === '(') {
      const term = sum()
      close(token)
      return term
    }
    throw new Wrong(token, 'value')
  }

  const whole = sum()
  const rest = peek()
  if (rest.kind === 'end') return whole
  throw new Wrong(rest, signAt(')') ? 'unopened' : compareAt() ? 'condition' : 'operator')
}

const unitsFor = ({ money, count, share, free }: Dimension): ParsedFormula['units'] => {
  if (money === 1) return ['money']
  if (money !== 0) return ['decimal']
  if (count === 1) return ['count', 'decimal']
  if (count !== 0) return ['decimal']
  if (free) return ['decimal', 'count', 'percent']
  return share ? ['percent', 'decimal'] : ['decimal', 'percent']
}

/** Where money is not 1 it is not micros: what is computed of it is said by its units. */
const inUnits = ({ money, run }: Term): Run => (money === 1 ? run : scaled(run, MICROS ** -money))

/** Bad text is an answer, with its place in the text. */
export const parseFormula = (text: string): FormulaAnswer => {
  const wrong = (at: number, length: number, problem: FormulaProblem): FormulaAnswer => ({
    ok: false,
    at,
    length,
    problem,
  })
  if (text.length > FORMULA_LENGTH) return wrong(FORMULA_LENGTH, text.length - FORMULA_LENGTH, 'tooLong')
  if (text.trim() === '') return wrong(0, 0, 'empty')
  const tokens = tokensOf(text)
  if ('problem' in tokens) return wrong(tokens.at, tokens.length, tokens.problem)
  const figures = new Set<Measured>()
  try {
    const term = readTokens(tokens, figures)
    if (figures.size === 0) return wrong(0, text.length, 'noFigure')
    return {
      ok: true,
      formula: { text, figures: [...figures], units: unitsFor(term), money: term.money, run: inUnits(term) },
    }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    return wrong(error.place.at, error.place.length, error.problem)
  }
}

/** What must be known of a row: sums and what is asked for, never ratios. */
export const figuresIn = ({ figures }: ParsedFormula): readonly Measured[] => figures

/** Of sums as they are stored, money in micros; money comes out in micros, shares as fractions. */
export const evaluate = ({ run }: ParsedFormula, get: Get): number | null => {
  const value = run(get)
  return Number.isFinite(value) ? value : null
}

/** What a person most likely wants it written in. */
export const unitOf = ({ units }: ParsedFormula): Unit => units[0]
