import type { silent as en } from '../en/silent.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

const values = (count: number): string => ru(count, { one: '# значение', few: '# значения', many: '# значений' })

export const silent: Shape<typeof en> = {
  tab: 'Изменено другими',
  tabNew: (count) => `Изменено другими · ${count}`,
  tabAll: 'Что произошло',
  parts: 'Части хронологии',
  count: (count) => ru(count, { one: '# изменение', few: '# изменения', many: '# изменений' }),
  countMore: (count) =>
    ru(count, {
      one: '# изменение и более ранние',
      few: '# изменения и более ранние',
      many: '# изменений и более ранние',
    }),
  table: 'Изменения других',
  show: 'Какие изменения',
  spans: { new: 'Не просмотрены', sync: 'С последней синхронизации', day: '24 ч', week: '7 дн.', month: '30 дн.' },
  syncedAt: (at) => `Последняя синхронизация началась ${at}.`,
  neverSynced: 'Синхронизации ещё не было.',
  columns: {
    object: 'Объект',
    account: 'Аккаунт',
    field: 'Поле',
    was: 'Было',
    became: 'Стало',
    now: 'Сейчас',
    act: 'Вернуть',
    who: 'Кто',
    when: 'Когда',
  },
  nowHint: 'Каким значение было при последнем чтении: как его изменили, снова прежнее или уже другое.',
  whenHint: 'До секунды, если так говорит лог Meta; иначе – когда прочитано другое значение.',
  isNew: 'Не просмотрено',
  stillSo: 'Как изменили',
  backAgain: 'Как было',
  movedOn: (value) => `${value}, изменено снова`,
  until: (moment) => `до ${moment}`,
  putBack: 'Вернуть',
  putBackMany: (count) => `Вернуть ${values(count)}`,
  not: {
    back: 'Значение уже такое, каким было до изменения.',
    unsaid: 'Прежнее значение неизвестно: лог Meta его не называет.',
    gone: 'Объект в архиве или удалён, его нельзя изменить.',
    never: 'Meta не даёт изменить это правкой.',
  },
  seen: 'Просмотрено',
  seenMany: (count) => `Просмотрено: ${count}`,
  seenAll: 'Просмотрено всё',
  seenAllHint: 'Весь список, включая то, что ниже. Найденное с этого момента будет новым.',
  title: (count) => `Вернуть ${values(count)}`,
  text: 'Каждый объект сначала читается заново. Если значение уже другое, ничего не отправляется.',
  actionOne: (field, value, name, account) => `${field}: ${value} для ${name} в ${account}`,
  actionMany: (count, account) => `Вернуть ${values(count)} в ${account}`,
  actionAcross: (count, accounts) =>
    `Вернуть ${values(count)} в ${ru(accounts, { one: '# аккаунте', few: '# аккаунтах', many: '# аккаунтах' })}`,
  reason: (who, when) => `Возвращено изменение: ${who}, ${when}`,
  skipped: (count) =>
    ru(count, {
      one: '# из выбранных вернуть нельзя.',
      few: '# из выбранных вернуть нельзя.',
      many: '# из выбранных вернуть нельзя.',
    }),
  beside: 'Найдено после правки',
  besideHint: 'После этой правки объект был прочитан, и это значение тоже оказалось другим.',
  emptyTitle: 'Непросмотренных изменений других нет',
  emptyText:
    'Здесь 30 дней видно, что коллега, Meta или другая программа изменили в статусе, бюджете, ставке, стратегии ставок, названии или расписании: прежнее рядом с новым.',
  nothing: 'За это время другие ничего не изменили',
  nothingText: 'Правки, сделанные здесь, есть в хронологии и журнале.',
  showMonth: 'Показать 30 дней',
}
