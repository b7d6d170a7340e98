import type { EditMark } from '../../domain/edits.ts'
import type { FieldChange } from '../../domain/object-state.ts'
import type { Source, TimelineEntry, TimelineKind, Who } from '../../domain/timeline.ts'

/** What stands in a file of what happened. Statuses and bid strategies stay in Meta's own words. */
export interface TimelineWords {
  readonly name: string
  readonly columns: Readonly<
    Record<
      | 'at'
      | 'notBefore'
      | 'account'
      | 'accountId'
      | 'level'
      | 'object'
      | 'objectId'
      | 'kind'
      | 'what'
      | 'currency'
      | 'before'
      | 'beforeAmount'
      | 'after'
      | 'afterAmount'
      | 'spendChange'
      | 'by'
      | 'name'
      | 'reason'
      | 'state'
      | 'answer'
      | 'trace'
      | 'application'
      | 'told'
      | 'edit',
      string
    >
  >
  readonly kinds: Readonly<Record<TimelineKind, string>>
  readonly who: Readonly<Record<Who['kind'] | 'undo', string>>
  readonly fields: Readonly<Record<FieldChange['kind'] | 'daily' | 'lifetime', string>>
  readonly levels: Readonly<Record<TimelineEntry['level'], string>>
  readonly states: Readonly<Record<EditMark, string>>
  readonly sources: Readonly<Record<Source, string>>
  readonly restated: (days: number, since: string, until: string) => string
  readonly alert: Readonly<Record<'opened' | 'resolved', string>>
}

export const timelineEn: TimelineWords = {
  name: 'Timeline',
  columns: {
    at: 'When (UTC)',
    notBefore: 'Not before (UTC)',
    account: 'Account',
    accountId: 'Account id',
    level: 'Level',
    object: 'Object',
    objectId: 'Object id',
    kind: 'Kind',
    what: 'What',
    currency: 'Currency',
    before: 'Before',
    beforeAmount: 'Before, amount',
    after: 'After',
    afterAmount: 'After, amount',
    spendChange: 'Spend, change',
    by: 'By',
    name: 'Name',
    reason: 'Reason',
    state: 'State',
    answer: 'Meta’s answer',
    trace: 'Meta’s trace id',
    application: 'Through',
    told: 'Told by',
    edit: 'Edit id',
  },
  kinds: { change: 'Change', event: 'Event', restated: 'Restatement', alert: 'Alert' },
  who: { desk: 'Buydesk', undo: 'Undo', strategy: 'Strategy', person: 'Person', meta: 'Meta', unknown: 'Unknown' },
  fields: {
    status: 'Status',
    budget: 'Budget',
    daily: 'Daily budget',
    lifetime: 'Lifetime budget',
    bid: 'Bid',
    bidStrategy: 'Bid strategy',
    spendCap: 'Spend cap',
    name: 'Name',
    targeting: 'Targeting',
    startsAt: 'Start',
    endsAt: 'End',
  },
  levels: {
    account: 'Account',
    campaign: 'Campaign',
    adset: 'Ad set',
    ad: 'Ad',
    audience: 'Audience',
    UNKNOWN: 'Object',
  },
  states: {
    drafted: 'Draft',
    checked: 'Checked',
    again: 'Draft again',
    withdrawn: 'Given up',
    dismissed: 'Dismissed',
    queued: 'Queued',
    sent: 'Sent',
    confirmed: 'Confirmed',
    rejected: 'Rejected',
    unknown: 'Unknown',
    undone: 'Undone',
  },
  sources: { journal: 'Journal', log: 'Meta’s log', seen: 'Seen' },
  restated: (days, since, until) => `Meta changed past days: ${days}, ${since} – ${until}`,
  alert: { opened: 'Alert opened', resolved: 'Alert resolved' },
}

export const timelineRu: TimelineWords = {
  name: 'Хронология',
  columns: {
    at: 'Когда (UTC)',
    notBefore: 'Не раньше (UTC)',
    account: 'Аккаунт',
    accountId: 'ID аккаунта',
    level: 'Уровень',
    object: 'Объект',
    objectId: 'ID объекта',
    kind: 'Вид',
    what: 'Что',
    currency: 'Валюта',
    before: 'Было',
    beforeAmount: 'Было, сумма',
    after: 'Стало',
    afterAmount: 'Стало, сумма',
    spendChange: 'Расход, изменение',
    by: 'Кто',
    name: 'Имя',
    reason: 'Причина',
    state: 'Состояние',
    answer: 'Ответ Meta',
    trace: 'Trace id Meta',
    application: 'Через',
    told: 'Источник',
    edit: 'ID правки',
  },
  kinds: { change: 'Изменение', event: 'Событие', restated: 'Пересчёт', alert: 'Оповещение' },
  who: {
    desk: 'Buydesk',
    undo: 'Отмена',
    strategy: 'Стратегия',
    person: 'Человек',
    meta: 'Meta',
    unknown: 'Неизвестно',
  },
  fields: {
    status: 'Статус',
    budget: 'Бюджет',
    daily: 'Дневной бюджет',
    lifetime: 'Бюджет на весь срок',
    bid: 'Ставка',
    bidStrategy: 'Стратегия ставок',
    spendCap: 'Лимит расхода',
    name: 'Название',
    targeting: 'Таргетинг',
    startsAt: 'Начало',
    endsAt: 'Конец',
  },
  levels: {
    account: 'Аккаунт',
    campaign: 'Кампания',
    adset: 'Группа объявлений',
    ad: 'Объявление',
    audience: 'Аудитория',
    UNKNOWN: 'Объект',
  },
  states: {
    drafted: 'Черновик',
    checked: 'Проверена',
    again: 'Снова черновик',
    withdrawn: 'Снята',
    dismissed: 'Убрана',
    queued: 'В очереди',
    sent: 'Отправлена',
    confirmed: 'Подтверждена',
    rejected: 'Отклонена',
    unknown: 'Неизвестно',
    undone: 'Отменена',
  },
  sources: { journal: 'Журнал', log: 'Лог Meta', seen: 'Замечено' },
  restated: (days, since, until) => `Meta изменила прошедшие дни: ${days}, ${since} – ${until}`,
  alert: { opened: 'Оповещение', resolved: 'Оповещение снято' },
}
