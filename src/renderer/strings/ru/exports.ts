import type { exports as en } from '../en/exports.ts'
import { ru } from '../plural.ts'
import type { Shape } from '../shape.ts'

export const exports: Shape<typeof en> = {
  export: 'Экспорт',
  exportAs: (format) => `Экспорт: ${format}`,
  title: 'Экспорт',
  running: (share) => `Экспорт ${share}`,
  files: (count) => ru(count, { one: '# файл', few: '# файла', many: '# файлов' }),
  formats: { csv: 'CSV', xlsx: 'Excel', parquet: 'Parquet', pdf: 'PDF', png: 'Картинка PNG' },
  formatHints: {
    csv: 'Текст. Открывается везде.',
    xlsx: 'Книга с листом о данных. ID сохраняют все цифры.',
    parquet: 'Столбцы для DuckDB, pandas и подобного.',
    pdf: 'Как на бумаге.',
    png: 'Одна картинка.',
  },
  states: {
    running: 'Записывается',
    done: 'Записан',
    cancelled: 'Отменён',
    failed: 'Не удался',
  },
  rowsAndSize: (rows, size) => `строк: ${rows}, ${size}`,
  cancel: (name) => `Отменить ${name}`,
  reveal: 'Показать в папке',
  done: (name) => `${name} записан.`,
  days: 'Объекты по дням',
  daysEllipsis: 'Объекты по дням…',
  daysText: 'Строка на каждый объект и день, со всем, что о нём сохранено.',
  level: 'Уровень',
  levels: { account: 'Аккаунты', campaign: 'Кампании', adset: 'Группы', ad: 'Объявления' },
  format: 'Формат',
  csv: 'CSV',
  separator: 'Разделитель',
  separators: { ',': 'Запятая, 1.50', ';': 'Точка с запятой, 1,50' },
  bom: 'Пометить как UTF-8',
  bomHint: 'Старым версиям Excel метка нужна, чтобы показать русские имена.',
  scope: 'Что',
  scopeText: (accounts, period) => `${accounts} · ${period}`,
  choose: 'Выбрать файл…',
}
