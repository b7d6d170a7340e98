import type { periods as en } from '../en/periods.ts'
import type { Shape } from '../shape.ts'

export const periods = {
  firstDay: 'Первый день',
  lastDay: 'Последний день',
  apply: 'Применить',
  deskDays: 'Дни по часам этого компьютера.',
  ownDays: 'Дни свои у каждого аккаунта, от его полуночи.',
  ownDaysApart: (latest) => `Дни свои у каждого аккаунта, от его полуночи; у некоторых уже ${latest}`,
  dayUnclear: (example) => `Введите день: ${example}`,
  dayAhead: (latest) => `Показателей ещё нет: последний день ${latest}`,
  dayOrder: 'Последний день раньше первого.',
  daysTooMany: (most) => `Не больше ${most} дней.`,

  noComparison: 'Без сравнения',
  comparisons: {
    previous: 'Предыдущий период',
    lastYear: 'Тот же период год назад',
    sameHour: 'Те же часы вчера',
    sameHourWeek: 'Те же часы неделю назад',
  },
  anyDays: 'Другие дни',
  todayOnly: 'только для «Сегодня»',
  byPosition: 'Сравнение по порядку: первый день с первым.',
} satisfies Shape<typeof en>
