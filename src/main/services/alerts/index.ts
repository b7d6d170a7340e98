import type {
  Alert,
  AlertRule,
  ConnectionAlertKind,
  Severity,
  SpendWithoutResultRule,
  TokenAlertKind,
} from '../../../shared/domain/alerts.ts'
import { byRisk, countBySeverity, DEFAULT_ALERT_RULES } from '../../../shared/domain/alerts.ts'
import type { TokenState } from '../../../shared/domain/connection.ts'
import type { Worth } from '../../../shared/domain/worth.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'
import { createInOrder } from '../in-order.ts'
import { connectionAlert, tokenProblems } from './connection.ts'
import type { ConnectionProblem } from './connection.ts'
import { judgeCampaigns } from './spend.ts'

export type { ConnectionProblem } from './connection.ts'

export interface Alerts {
  /** Judges every watched campaign on the cached figures. After each poll, and whenever a rule or an edit changed something. */
  evaluate(): Promise<void>
  /** Open ones by money at risk, then the resolved of the last 30 days, newest first. */
  list(): Promise<{ readonly open: readonly Alert[]; readonly resolved: readonly Alert[] }>
  acknowledge(id: string): Promise<void>
  rules(): readonly AlertRule[]
  /** Replaces the rule of its kind and judges by it at once. */
  saveRule(rule: AlertRule): Promise<readonly AlertRule[]>
  /** Opens or updates the alert of this kind; null resolves it. Safe to call with the same again and again. */
  connection(kind: ConnectionAlertKind, problem: ConnectionProblem | null): Promise<void>
  /** The alerts about the token by what it is now. What is not known of an unchecked one changes nothing. */
  token(state: TokenState): Promise<void>
  counts(): Promise<Readonly<Record<Severity, number>>>
}

export interface AlertsNeeds {
  worth(): Promise<Worth>
  /** New alerts, all of one evaluation together, so that they become one notification. Acknowledged ones never come again. */
  onOpened(alerts: readonly Alert[]): void
}

const KEPT_MS = 30 * 86_400_000
const TOKEN_ALERTS: readonly TokenAlertKind[] = ['tokenInvalid', 'checkpoint', 'tokenExpiring', 'dataAccessExpiring']

export const createAlerts = (context: WorkspaceContext, { worth, onOpened }: AlertsNeeds): Alerts => {
  const { store, graph, clock, ids, emit } = context
  // Everything here reads the open alerts, decides and writes them: two at once would open the same alert twice.
  const inOrder = createInOrder()
  const alone = <T>(work: () => Promise<T>): Promise<T> => inOrder.run('alerts', work)

  const rules = (): readonly AlertRule[] => {
    const stored = context.stored().alertRules
    return DEFAULT_ALERT_RULES.map((rule) => stored.find(({ kind }) => kind === rule.kind) ?? rule)
  }
  const spendRule = (): SpendWithoutResultRule => {
    const rule = rules().find(({ kind }) => kind === 'spendWithoutResult')
    if (!rule) throw new AppError('internal')
    return rule
  }

  const save = async (changed: readonly Alert[], opened: readonly Alert[]): Promise<void> => {
    if (changed.length + opened.length === 0) return
    await store.saveAlerts([...changed, ...opened])
    emit('alerts.changed', null)
    if (opened.length > 0) onOpened(opened)
  }

  const evaluate = (): Promise<void> =>
    alone(async () => {
      const { changed, opened } = await judgeCampaigns(context, spendRule(), ids.random)
      await save(changed, opened)
    })

  const connection = async (kind: ConnectionAlertKind, problem: ConnectionProblem | null): Promise<void> => {
    const now = clock.now()
    const open = (await store.openAlerts()).find((alert) => alert.kind === kind)
    const { changed, opened } = connectionAlert(kind, problem, open ?? null, { now, id: ids.random })
    await save(changed, opened)
  }

  return {
    evaluate,
    list: async () => {
      const [open, resolved, worthOf] = await Promise.all([
        store.openAlerts(),
        store.resolvedAlerts(clock.now() - KEPT_MS),
        worth(),
      ])
      return {
        open: open.toSorted(byRisk(worthOf)),
        resolved: resolved.toSorted((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0)),
      }
    },
    acknowledge: (id) =>
      alone(async () => {
        const alert = (await store.openAlerts()).find((open) => open.id === id)
        if (!alert) throw new AppError('notFound', { id })
        if (alert.acknowledgedAt === null) await save([{ ...alert, acknowledgedAt: clock.now() }], [])
      }),
    rules,
    saveRule: async (rule) => {
      context.update({ alertRules: rules().map((old) => (old.kind === rule.kind ? rule : old)) })
      await evaluate()
      return rules()
    },
    connection: (kind, problem) => alone(() => connection(kind, problem)),
    token: (state) =>
      alone(async () => {
        const problems = tokenProblems(state, graph.now())
        for (const kind of TOKEN_ALERTS) {
          const problem = problems[kind]
          if (problem !== undefined) await connection(kind, problem)
        }
      }),
    counts: async () => countBySeverity(await store.openAlerts()),
  }
}
