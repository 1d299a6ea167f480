import 'uplot/dist/uPlot.min.css'
import { useEffect, useRef, useState } from 'react'
import uPlot from 'uplot'
import type { Camera } from '../../shared/api'
import { now, useZone } from '../../shared/clock'
import { t } from '../../shared/i18n'
import { queries, useCameras } from '../../shared/queries'
import { number, percent } from '../../shared/size'
import { clock, dayStart } from '../../shared/time/zone'
import { PageHead, ProblemNote, Skeleton } from '../../shared/ui/states'
import { mainOf, State } from './Cameras'
import { useGaps } from './Gaps'
import { SystemPage } from './SystemNav'

type Sample = { at: number; rate: number; lost: number }

/** Each camera's rate and loss while one looks, and its share recorded by day. */
export default function Health() {
  const cameras = useCameras()
  const gaps = useGaps()
  const samples = useRef(new Map<string, Sample[]>())
  const [, redraw] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && void queries.invalidateQueries({ queryKey: ['cameras'] }), 2000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    for (const c of cameras.data ?? []) {
      const main = mainOf(c)
      if (!main) continue
      const list = samples.current.get(c.id) ?? []
      list.push({ at: now() / 1000, rate: main.state === 'playing' ? (main.bitsPerSecond ?? 0) / 1e6 : 0, lost: main.packetsLost })
      samples.current.set(c.id, list.slice(-900))
    }
    redraw((n) => n + 1)
  }, [cameras.data, cameras.dataUpdatedAt])
  return (
    <SystemPage>
      <PageHead title={t('system.health')} sub={t('health.lead')} />
      {cameras.isError ? <ProblemNote error={cameras.error} /> : !cameras.data ? <Skeleton height={240} /> : (
        <div className="grid wide-grid">
          {cameras.data.map((c) => <CameraHealth key={c.id} c={c} samples={samples.current.get(c.id) ?? []} days={(gaps.data ?? []).filter((g) => g.camera === c.id && g.expectedMicros > 0).map((g) => ({ day: g.day, percent: g.percent })).sort((a, b) => a.day.localeCompare(b.day))} />)}
        </div>
      )}
    </SystemPage>
  )
}

function CameraHealth({ c, samples, days }: { c: Camera; samples: Sample[]; days: { day: string; percent: number }[] }) {
  const zone = useZone()
  const first = samples[0]?.lost ?? 0
  return (
    <section className="card">
      <div className="row between"><h2>{c.name}</h2><State camera={c} /></div>
      <Plot x={samples.map((s) => s.at)} y={samples.map((s) => s.rate)} label={t('health.rate')} unit="Mbit/s" axis={(v) => clock(v * 1000, zone)} />
      <p className="dim num">{t('health.lost', { n: Math.max(0, (samples.at(-1)?.lost ?? 0) - first) })}</p>
      <Plot x={days.map((d) => dayStart(Date.parse(`${d.day}T12:00:00Z`), zone) / 1000)} y={days.map((d) => d.percent)} label={t('health.recorded')} unit="%" axis={(v) => new Date(v * 1000 + 43_200_000).toISOString().slice(8, 10)} range={[0, 100]} bars />
    </section>
  )
}

function Plot({ x, y, label, unit, axis, range, bars }: { x: number[]; y: number[]; label: string; unit: string; axis: (v: number) => string; range?: [number, number]; bars?: boolean }) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot | undefined>(undefined)
  const axisRef = useRef(axis)
  axisRef.current = axis
  useEffect(() => {
    const el = box.current!
    const css = (name: string) => getComputedStyle(el).getPropertyValue(name)
    const line = { stroke: () => css('--dim'), grid: { stroke: () => css('--line'), width: 1 }, ticks: { show: false }, font: '13px system-ui' }
    const make = () => {
      plot.current?.destroy()
      const barPath = uPlot.paths.bars?.({ size: [0.7, 40] })
      plot.current = new uPlot({
        width: Math.max(200, el.clientWidth), height: 150, legend: { show: false }, cursor: { drag: { x: false, y: false } },
        scales: { x: { time: false }, y: range ? { range } : { range: (_u, _min, max) => [0, Math.max(1, max * 1.25)] } },
        axes: [{ ...line, values: (_u, v) => v.map((n) => axisRef.current(n)), space: 70 }, { ...line, size: 44 }],
        series: [{}, { stroke: () => css('--accent'), width: 1.5, points: { show: false }, ...(bars ? { fill: () => css('--recorded'), ...(barPath ? { paths: barPath } : {}) } : {}) }],
      }, [[], []], el)
    }
    make()
    const size = new ResizeObserver(() => plot.current?.setSize({ width: Math.max(200, el.clientWidth), height: 150 }))
    size.observe(el)
    return () => {
      size.disconnect()
      plot.current?.destroy()
      plot.current = undefined
    }
  }, [bars, range?.[0], range?.[1]]) // eslint-disable-line
  // One sample makes no line, and its axis would be of made-up hours.
  useEffect(() => plot.current?.setData(x.length > 1 || bars ? [x, y] : [[], []]), [x, y, bars])
  const last = y.at(-1)
  return <><p className="label">{label} <strong className="num">{last === undefined ? '–' : unit === '%' ? percent(last) : `${number(last, 2)} ${unit}`}</strong></p><div ref={box} className="plot" aria-hidden /></>
}
