import { init, use } from 'echarts/core';
import { BarChart, LineChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { CanvasRenderer } from 'echarts/renderers';
import { middle } from '../ui/marks.js';
import { colourOf, intervals, labelOf, valuesOf } from './report.js';

use([BarChart, LineChart, AriaComponent, GridComponent, TooltipComponent, CanvasRenderer]);

export const plotIn = (place) => init(place, null, { renderer: 'canvas' });

/* A shape and a stroke beside the colour of each line, for those who tell colours apart badly. */
const SHAPES = ['circle', 'rect', 'triangle', 'diamond'];
const FEW = 31;
const HOURS_OF_A_DAY = 24;

/** What echarts is told to draw: one measure of a report over time, a series for each key that is not switched off. */
export function options({ report, measure, off, colours }) {
  const times = intervals(report);
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    aria: { enabled: true, label: { description: `${measure.heading} over time. The totals are in the table below.` } },
    grid: { left: 0, right: 8, top: 8, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: tooltip(measure, colours),
    xAxis: timeAxis(times, report.interval, colours),
    yAxis: valueAxis(measure, colours),
    series: report.series
      .map((series, place) => ({ series, place }))
      .filter(({ series }) => !off.has(series.key))
      .map(({ series, place }) => drawn(series, place, times, { report, measure, colours })),
  };
}

/* Rich text is drawn on the canvas: neither markup nor style attributes, which the page's policy forbids. */
function tooltip(measure, colours) {
  return {
    trigger: 'axis',
    renderMode: 'richText',
    confine: true,
    order: 'valueDesc',
    backgroundColor: colours.raised,
    borderColor: colours.line,
    padding: 8,
    textStyle: { color: colours.text, fontSize: 11 },
    axisPointer: { type: measure.kind === 'bar' ? 'shadow' : 'line' },
    valueFormatter: (value) => (value === null || value === undefined ? '–' : measure.exact(value)),
  };
}

/* Hours are told in the time of the reader, days are those of the server: UTC. */
const HOUR = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY_AND_HOUR = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });

function timeAxis(times, interval, colours) {
  const format = interval === 'day' ? DAY : times.length > HOURS_OF_A_DAY ? DAY_AND_HOUR : HOUR;
  return {
    type: 'category',
    data: times.map((at) => format.format(at)),
    axisLabel: { color: colours.soft, fontSize: 11, hideOverlap: true },
    axisLine: { lineStyle: { color: colours.lineStrong } },
    axisTick: { show: false },
  };
}

const AXIS = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

function valueAxis(measure, colours) {
  return {
    type: 'value',
    minInterval: measure.tick ? 0 : 1,
    splitNumber: 3,
    axisLabel: { color: colours.soft, fontSize: 11, formatter: measure.tick ?? ((value) => AXIS.format(value)) },
    splitLine: { lineStyle: { color: colours.line } },
  };
}

function drawn(series, place, times, { report, measure, colours }) {
  const number = colourOf(series, place);
  const isBar = measure.kind === 'bar';
  return {
    id: String(number),
    name: middle(labelOf(series, report.by), 32),
    type: measure.kind,
    stack: isBar ? 'all' : undefined,
    data: isBar ? valuesOf(series, times, measure.read).map(bar) : valuesOf(series, times, measure.read, null),
    color: colours.series[number - 1],
    ...(isBar ? { barMaxWidth: 32, itemStyle: { borderColor: colours.ground, borderWidth: times.length > FEW ? 0 : 0.5 } } : points(place, times)),
  };
}

/* The border of a bar without height would cover the axis. */
function bar(value) {
  return value === 0 ? { value, itemStyle: { borderWidth: 0 } } : value;
}

function points(place, times) {
  return {
    symbol: SHAPES[place % SHAPES.length],
    symbolSize: times.length > FEW ? 4 : 7,
    connectNulls: true,
    lineStyle: { width: 2, type: place < SHAPES.length ? 'solid' : 'dashed' },
  };
}
