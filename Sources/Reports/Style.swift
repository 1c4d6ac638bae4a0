/// The style of a report: an official document on A4, and the same document on a screen.
enum Style {
    static let sheet: HTML = HTML([base, head, tables, figures, paper])

    private static let base: HTML = """
        :root{--ink:#1c2126;--soft:#5b6570;--line:#aab2bb;--faint:#dfe3e8;--wash:#f3f5f7;--red:#a61b1b;--amber:#8a5a00;--green:#1d6b3c;--blue:#1f4e8c}
        *{box-sizing:border-box}
        html{font:14px/1.6 "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","Source Han Sans CN","PingFang SC","Microsoft YaHei",sans-serif;\
        color:var(--ink);background:#e9ecef;-webkit-text-size-adjust:100%}
        html:lang(en){font-family:"Helvetica Neue",Arial,"Noto Sans","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
        body{margin:0;overflow-wrap:anywhere}
        main{max-width:1040px;margin:24px auto;padding:40px 56px 48px;background:#fff;border:1px solid var(--faint)}
        code{font-family:"Noto Sans Mono CJK SC","Source Code Pro",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.86em}
        a{color:inherit;text-decoration:none}
        a:hover{text-decoration:underline}
        time{white-space:nowrap;font-variant-numeric:tabular-nums}
        ul.plain{list-style:none;margin:0;padding:0}
        .role,.path,.spec,.rev{color:var(--soft);font-size:.86em}
        .ctl{border:1px dashed var(--red);color:var(--red);font:.75em monospace;padding:0 .2em;margin:0 .1em}
        .none{color:var(--soft);margin:.5em 0}
        .lead{color:var(--soft);font-size:.9em;margin:.2em 0 .7em}
        .text{white-space:pre-wrap}
        .ok,.bad{font-size:.82em;white-space:nowrap;border:1px solid;border-radius:2px;padding:0 .35em}
        .ok{color:var(--green)}
        .bad{color:var(--red)}
        sup.au{font-size:.68em;line-height:0;color:var(--blue);font-variant-numeric:tabular-nums;margin-left:.25em}
        sup.au a+a::before{content:" ";white-space:pre}
        :target{outline:2px solid #e0a800;outline-offset:1px}

        """

    private static let head: HTML = """
        .banner{margin:0 0 8px;padding:6px 14px;border:1px solid;font-size:.93em}
        .banner.sample{color:var(--red);background:#fdf3f3}
        .banner.cut{color:var(--red);background:#fdf3f3}
        .banner.clock{color:var(--amber);background:#fdf8ec}
        .watermark{display:none}
        header{text-align:center;border-bottom:3px double var(--red);padding:14px 0 16px;margin-bottom:18px}
        .docline{display:flex;justify-content:space-between;color:var(--soft);font-size:.93em}
        h1{font:700 30px/1.3 "Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;letter-spacing:.14em;margin:14px 0 12px;color:var(--red)}
        :lang(en) h1{letter-spacing:.02em}
        header .project{font-size:1.25em;font-weight:700;margin:0}
        header .case{margin:.2em 0 0;color:var(--soft)}
        nav ol{list-style:none;display:flex;flex-wrap:wrap;gap:2px 20px;margin:0 0 18px;padding:0;font-size:.9em;color:var(--blue)}
        h2{font-size:1.2em;line-height:1.4;margin:32px 0 10px;padding-left:10px;border-left:4px solid var(--red)}
        h3{font-size:1em;margin:18px 0 6px}
        .verdict{border:1px solid;border-left-width:6px;padding:12px 20px;margin-bottom:14px}
        .verdict p{margin:.15em 0;color:var(--ink)}
        .verdict .word{font-size:1.9em;font-weight:700;line-height:1.3;letter-spacing:.08em;color:inherit}
        :lang(en) .verdict .word{letter-spacing:0}
        .verdict ul{list-style:none;display:flex;flex-wrap:wrap;gap:2px 22px;margin:6px 0;padding:0;color:var(--ink)}
        .verdict .digest{font-size:.9em;color:var(--soft)}
        .verdict .hash{display:inline;max-width:none}
        .fail{color:var(--red)}
        .advice{color:var(--amber)}
        .pass{color:var(--green)}
        .open{color:var(--soft)}
        footer{margin-top:36px;padding-top:10px;border-top:1px solid var(--line);color:var(--soft);font-size:.86em}
        footer p{margin:.2em 0}

        """

    private static let tables: HTML = """
        table{width:100%;border-collapse:collapse;margin:0 0 14px;font-size:.93em;line-height:1.5}
        th,td{border:1px solid var(--line);padding:4px 8px;text-align:left;vertical-align:top}
        th{background:var(--wash);font-weight:600}
        td p{margin:0}
        caption{text-align:left;font-weight:700;padding:8px 0 4px}
        caption b{margin-left:.5em}
        table.form{table-layout:fixed}
        table.form th{width:15%;font-weight:400;color:var(--soft)}
        table.form td{width:35%}
        table.counts th,table.counts td{text-align:center}
        table.counts th[scope=row]{text-align:left;font-weight:400}
        table.counts .zero,table.counts .off{color:#9aa3ad}
        table.counts .sum>*{font-weight:700}
        .no{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .num{text-align:right;white-space:nowrap}
        .hash{display:block;width:33ch;max-width:100%;word-break:break-all;line-height:1.35}
        .form .hash{width:auto}
        .id{font-size:.8em}
        .badge{display:inline-block;border:1px solid;border-radius:2px;padding:0 .4em;font-size:.82em;line-height:1.5;white-space:nowrap}
        .badge.mandatory{background:var(--red);border-color:var(--red);color:#fff}
        .badge.general{color:var(--red)}
        .badge.adv{color:var(--blue)}
        .badge.info{color:var(--soft)}
        table.items,table.others,table.findings,table.sheets,table.files,table.entries,table.applicability,table.parties{table-layout:fixed}
        .items tr.sheet th{background:#e6eaef;padding:6px 8px}
        .items tr.sheet .rev{font-weight:400;margin-left:.6em}
        .items tr.sheet .digest{display:block;font-weight:400;font-size:.82em;color:var(--soft)}
        .items tr.group th{padding:2px 8px;background:#fff;color:var(--blue);border-bottom-style:dotted}
        .items col:nth-child(1){width:6%}
        .items col:nth-child(2){width:13%}
        .items col:nth-child(4){width:15%}
        .voice{margin:4px 0;padding:2px 0 2px 10px;border-left:3px solid var(--line)}
        .who,.joined{font-size:.86em;color:var(--soft)}
        .demand{font-size:.92em;margin-top:2px}
        .demand span:first-child{color:var(--soft)}
        table.sides{table-layout:fixed}
        .sides th:nth-child(1){width:15%}
        .sides th:nth-child(3){width:38%}
        .conflict{margin:0 0 18px}
        .settlement{margin:4px 0;padding:6px 12px;border-left:3px solid var(--blue);background:var(--wash);font-size:.93em}
        .settlement p{margin:2px 0}
        .settlement ul{margin:2px 0 4px;padding-left:1.4em}
        .basis{font-size:.92em;margin-top:2px}
        .basis span,.src,.oldhead{color:var(--soft)}
        .src{font-size:.82em;margin-top:2px}
        .old{margin:6px 0 2px;padding:4px 10px;border-left:3px solid var(--line);background:var(--wash)}
        .oldhead{font-size:.86em}
        .old .text{color:var(--soft)}
        .place{line-height:1.3}
        .pt{font-size:.8em;color:var(--soft);font-variant-numeric:tabular-nums;display:block}
        .loc{display:block;margin:2px 0 4px}
        .loc .paper{fill:#fff;stroke:var(--line)}
        .loc .mark{fill:#e2574c;stroke:var(--red);stroke-width:.6}
        .others th:nth-child(1){width:15%}
        .others th:nth-child(3){width:15%}
        .others th:nth-child(4){width:13%}
        .parties th:nth-child(1){width:16%}
        .parties th:nth-child(3){width:38%}
        .applicability th:nth-child(1){width:15%}
        .applicability th:nth-child(2){width:13%}
        .applicability th:nth-child(3){width:30%}
        .findings th:nth-child(1){width:20%}
        .findings th:nth-child(2){width:20%}
        .rounds,.conclusions,.earlier,.debts{table-layout:fixed}
        .debts th:nth-child(1){width:7%}
        .debts th:nth-child(3){width:14%}
        .debts th:nth-child(4){width:34%}
        .rounds th:nth-child(1){width:7%}
        .rounds th:nth-child(2){width:14%}
        .rounds th:nth-child(3){width:27%}
        .rounds th:nth-child(4){width:13%}
        .rounds th:nth-child(5){width:13%}
        .conclusions th:nth-child(1){width:17%}
        .conclusions th:nth-child(3){width:18%}
        .conclusions th:nth-child(5){width:14%}
        .earlier th:nth-child(1){width:6%}
        .earlier th:nth-child(2){width:14%}
        .earlier th:nth-child(4){width:17%}
        table.signatures{margin:2px 0}
        .nb{white-space:nowrap}
        .sheets th:nth-child(1){width:29%}
        .sheets th:nth-child(2){width:10%}
        .sheets th:nth-child(3){width:14%}
        .sheets th:nth-child(4){width:14%}
        .files th:nth-child(1){width:13%}
        .files th:nth-child(3){width:20%}
        .files th:nth-child(4){width:34%}
        .entries{font-size:.86em}
        .entries th:nth-child(1){width:6%}
        .entries th:nth-child(2){width:16%}
        .entries th:nth-child(3){width:15%}
        .entries th:nth-child(4){width:17%}
        .entries th:nth-child(5){width:13%}
        .entries time{white-space:normal}
        .back{color:var(--blue);font-size:.92em}

        """

    private static let figures: HTML = """
        figure{margin:0 0 14px;border:1px solid var(--line);padding:12px 16px 8px}
        figure svg{display:block;width:100%;height:auto}
        figcaption{font-size:.88em;color:var(--ink);margin-top:4px}
        figcaption .key{display:block;color:var(--soft)}
        svg text{font-family:inherit;fill:var(--ink);font-size:12px}
        svg .tick{font-size:10.5px;fill:var(--soft);text-anchor:middle;font-variant-numeric:tabular-nums}
        svg .off{fill:#9aa3ad}
        svg .in{fill:#fff;font-size:10.5px}
        svg .out{font-size:10.5px;fill:var(--soft)}
        svg .left{text-anchor:end}
        svg .grid{stroke:var(--faint)}
        svg .axis{stroke:var(--soft)}
        svg .together{fill:#fbeccb}
        svg .note{stroke:#fff;stroke-width:1.4}
        svg .wait{opacity:.4}
        .planning{fill:#2f6d4f}
        .fire{fill:#b03a2e}
        .civil_defence{fill:#5f4b8b}
        .meteorology{fill:#1f6f8b}
        .structural{fill:#7a5c1e}

        """

    private static let paper: HTML = """
        @page{size:A4;margin:19mm 14mm 17mm;font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif;\
        font-size:7.5pt;color:#5b6570}
        @page{@top-center{color:#a61b1b;font-weight:700}}
        @media print{
        html{font-size:9.2pt;background:none}
        main{max-width:none;margin:0;padding:0;border:0}
        nav{display:none}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        h1{font-size:22pt}
        h2,h3,caption{break-after:avoid}
        h2{margin-top:18pt}
        thead{display:table-header-group}
        tr,figure,.verdict,.old,table.form{break-inside:avoid}
        .items tr.group{break-after:avoid}
        p,td{orphans:3;widows:3}
        a{color:inherit}
        .watermark{display:block;position:fixed;top:42%;left:-10%;width:120%;text-align:center;transform:rotate(-32deg);font-size:44pt;font-weight:700;\
        color:#a61b1b;opacity:.055;z-index:-1;white-space:nowrap}
        :target{outline:0}
        }

        """
}
