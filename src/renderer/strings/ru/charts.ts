import type { charts as en } from '../en/charts.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

export const charts = {
  chart: 'График',
  lines: 'Линии',
  figures: 'Показатели',
  figuresMost: (most) => `Не больше ${most} показателей сразу.`,
  grain: 'Шаг',
  grains: { hour: 'По часам', day: 'По дням', week: 'По неделям', month: 'По месяцам' },
  days: 'Дни графика',
  accounts: 'Аккаунты графика',
  together: 'Все вместе',
  accountsMost: (most) => `Не больше ${most} аккаунтов сразу.`,
  show: 'Показать график',
  hide: 'Скрыть график',
  resize: 'Высота графика',

  notOver: 'ещё не кончился',
  partial: 'не полностью',
  before: (value) => `до: ${value}`,
  beforeOf: (name) => `${name}, до`,
  comparedDays: 'Сравниваемые дни',
  moreMarks: (count) => `и ещё ${count}`,
  marks: (count) => ru(count, { one: '# событие', few: '# события', many: '# событий' }),
  picture: 'Картинка',
  copyPicture: 'Копировать картинку',
  savePicture: 'Сохранить картинку…',
  pictureCopied: 'Картинка в буфере обмена.',
  pictureSaved: 'Картинка сохранена.',
  olderMarks: 'Более ранние – в разделе «Хронология».',
  showAll: 'Показать все дни',
  keys: 'Плюс и минус меняют масштаб, стрелки двигают, 0 показывает всё.',
  twoUnits: (shown, waiting) =>
    `На графике две единицы сразу, сейчас ${shown}. Не показано: ${waiting}. Нажмите на линию, чтобы показать её вместо другой.`,

  units: { money: 'деньги', count: 'количества', percent: 'проценты', decimal: 'отношения' },
  summaryOf: (lines, range) => `${lines}, ${range}.`,
  summaryLine: (name, last, high, highAt, low, lowAt) =>
    `${name}: в конце ${last}, наибольшее ${high} (${highAt}), наименьшее ${low} (${lowAt}).`,
  summaryNothing: (name) => `${name}: нет данных.`,
  summaryMore: (count) => ru(count, { one: 'И ещё # линия.', few: 'И ещё # линии.', many: 'И ещё # линий.' }),
  nothing: 'За эти дни данных нет.',
  noFigures: 'Выберите показатель.',
  converted: (currency, rates) => `Суммы в ${currency}, каждый день по своему курсу${rates}.`,
  unrated: (currencies) => `Курс ${currencies} за часть дней неизвестен: суммы этих дней не показаны.`,
  mostSpent: (shown, all) => `Аккаунтов: ${shown} из ${all} — с наибольшим расходом за эти дни.`,
  firstOf: (shown, all) => `Нарисованы первые ${shown} из ${all} выбранных.`,
  cut: (days) => `Показаны последние дни; до них пропущено: ${days}.`,
  none: {
    reach: (names) => `${names}: люди не складываются, известны только дни одного объекта.`,
    window: (names) => `${names}: известно только за весь период, не по дням.`,
    hour: (names) => `${names}: по часам неизвестно.`,
    formula: (names) => `${names}: формула не читается.`,
  },
  deletedMetric: 'Удалённая метрика',

  markOf: (what, object) => `${object}: ${what}`,
  markBy: (what, who) => `${what} (${who})`,
} satisfies Shape<typeof en>
