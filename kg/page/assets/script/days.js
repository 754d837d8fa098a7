// Days as whole numbers, and the bars that a span is cut into: days, months or years, whichever gives a readable number of them.

const days = (() => {
  const LENGTH = 864e5; // milliseconds
  const [MOST_DAYS, MOST_MONTHS, MOST_YEARS] = [100, 132, 140];
  const made = (year, month, day) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day); // Date.UTC would take the years 0 to 99 for 1900 to 1999
    return Math.round(date.getTime() / LENGTH);
  };
  const date = (day) => new Date(day * LENGTH);
  const iso = (day) => date(day).toISOString().slice(0, 10);
  // An ISO day, or null for whatever else stands there.
  const parse = (text) => {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(String(text ?? "").slice(0, 10));
    if (!found) return null;
    const day = made(Number(found[1]), Number(found[2]) - 1, Number(found[3]));
    return iso(day) === found[0] ? day : null;
  };
  const said = (day) => `${date(day).getUTCDate()} ${T.months[date(day).getUTCMonth()]} ${date(day).getUTCFullYear()}`;
  const year = (day) => date(day).getUTCFullYear();

  const monthsBetween = (first, last) => (year(last) - year(first)) * 12 + date(last).getUTCMonth() - date(first).getUTCMonth() + 1;
  // { unit, starts }: bar n holds the days from starts[n] to the day before starts[n + 1]. Where all but the few relations before the
  // day `most` lie close together, one bar holds those few: a look back at a war long past does not press the present into a corner.
  const bars = (first, last, most = first) => {
    const recent = made(year(most), 0, 1);
    if (monthsBetween(first, last) > MOST_MONTHS && monthsBetween(recent, last) < MOST_MONTHS && year(first) < year(recent) - 1) {
      const { unit, starts } = bars(recent, last);
      return { unit, starts: [first, ...starts], early: true };
    }
    const months = monthsBetween(first, last);
    if (last - first < MOST_DAYS) return { unit: "day", starts: Array.from({ length: last - first + 2 }, (_, step) => first + step) };
    if (months <= MOST_MONTHS) {
      const [from, month] = [year(first), date(first).getUTCMonth()];
      return { unit: "month", starts: Array.from({ length: months + 1 }, (_, step) => made(from, month + step, 1)) };
    }
    const step = Math.ceil((year(last) - year(first) + 1) / MOST_YEARS);
    const count = Math.ceil((year(last) - year(first) + 1) / step);
    return { unit: "year", starts: Array.from({ length: count + 1 }, (_, turn) => made(year(first) + turn * step, 0, 1)) };
  };
  // What a bar is called: "3 Jun 2025", "Jun 2025" or "2025".
  const barSaid = (unit, start) => (unit === "day" ? said(start) : unit === "month" ? `${T.months[date(start).getUTCMonth()]} ${year(start)}` : String(year(start)));
  return { parse, iso, said, year, bars, barSaid };
})();
