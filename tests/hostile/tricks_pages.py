"""Hostile pages: HTML that is large, deep or misleading, traps without end, charsets that lie, and what awaits a browser."""

from hostile.ground import FORBIDDEN, trick

END = "</body></html>"
_HALF = "failed:cut_off"  # many of these pages break off: read as far as they go, and said so
SHELL = "<html><head><title>x</title></head><body><div id=app></div>"


def page(name, outcomes, html, *, kind="html", needs=""):
    """A trick that answers with a page; ``{canary}`` is the canary's host and port, ``{me}`` the page's own path."""

    async def answer(call):
        told = html() if callable(html) else html
        if isinstance(told, str):
            told = told.replace("{canary}", call.site.canary_host).replace("{me}", call.path)
        await call.send(told, kind)

    return trick(name, f"{outcomes} {_HALF}" if kind == "html" and "read" in outcomes else outcomes)(answer)


def scripted(name, code, html=SHELL):
    """A page that a script builds, so that it is shown to a browser where there is one."""
    return page(name, "read", f"{html}<script>{code}</script>{END}")


def trap(name, onward, *, outcomes="read"):
    """A page that leads to ever new pages below or beside it; ``onward`` is told the number in the address."""

    async def answer(call):
        words = (
            call.path.replace("/", " ")
            .replace("=", " ")
            .replace("&", " ")
            .replace("?", " ")
            .replace("-", " ")
            .split()
        )
        number = next((int(word) for word in reversed(words) if word.isdigit() and len(word) < 9), 0)
        hrefs = onward(number, f"/h/{name}", call.path)
        await call.send(
            f"<title>{number}</title>" + "".join(f"<p><a href='{href}'>{n}</a>" for n, href in enumerate(hrefs))
        )

    return trick(name, outcomes)(answer)


FOES = (
    "http://{canary}/",
    "//{canary}/",
    "http://127.0.0.2:1/",
    "http://[::1]/",
    "file:///etc/passwd",
    "http://u:p@{canary}/",
)
EVERYWHERE = "".join(
    f"<a href='{to}'>a</a><iframe src='{to}'></iframe><img src='{to}'><img srcset='{to} 2x'><embed src='{to}'>"
    f"<object data='{to}'></object><video src='{to}' poster='{to}'></video><audio src='{to}'></audio><script src='{to}'></script>"
    f"<link rel=stylesheet href='{to}'><link rel=prefetch href='{to}'><link rel=preconnect href='{to}'>"
    f"<link rel=dns-prefetch href='{to}'><link rel=modulepreload href='{to}'><link rel=manifest href='{to}'><link rel=icon href='{to}'>"
    f"<style>@import '{to}';body{{background:url({to})}}@font-face{{font-family:x;src:url({to})}}</style>"
    f"<form action='{to}' method=post><input name=a></form><a ping='{to}' href='#x'>p</a><table background='{to}'></table>"
    for to in (*FOES, *FORBIDDEN)
)
REACHES = "".join(
    f"try{{fetch('{to}',{{mode:'no-cors'}}).catch(()=>0)}}catch(e){{}};try{{fetch('{to}',{{method:'POST',mode:'no-cors',body:'x'}}).catch(()=>0)}}catch(e){{}};"
    f"try{{const x=new XMLHttpRequest();x.open('DELETE','{to}');x.send()}}catch(e){{}};try{{navigator.sendBeacon('{to}','x')}}catch(e){{}};"
    f"try{{new EventSource('{to}')}}catch(e){{}};try{{import('{to}').catch(()=>0)}}catch(e){{}};new Image().src='{to}';"
    for to in (*FOES[:4], *FORBIDDEN)
)
SUBMITS = (
    "<form id=f method=post action='/post'><input name=a value=1></form><form id=g action='/logout'><input name=q></form>"
    "<form id=h method=post action='http://{canary}/post' target=_blank><input name=a></form>"
)

HTML = (
    page("deep-nesting", "read", lambda: "<div>" * 90_000 + "x"),
    page("deep-tables", "read", lambda: "<table><tr><td>" * 20_000),
    page("deep-formatting", "read", lambda: "<b><i><a href=x>" * 20_000),
    page("million-links", "read", lambda: "".join(f"<a href=/h/million-links/{n}>{n}</a>" for n in range(60_000))),
    page("one-endless-tag", "read failed:empty_page unread:empty", lambda: "<a " + "a=b " * 200_000),
    page(
        "many-attributes",
        "unread:too_slow read",
        lambda: "<p>x<a href=y " + " ".join(f"a{n}=b" for n in range(60_000)) + ">z</a>",
    ),
    page("endless-comment", "read failed:empty_page unread:empty", lambda: "<!--" + "<a href=/x>" * 90_000),
    page("million-entities", "read", lambda: "<p>" + "&amp;&#x0;&#99999999999;" * 30_000),
    page("million-headings", "read", lambda: "<h1>แผน</h1>" * 30_000),
    page("million-cells", "read unread:too_slow", lambda: "<table>" + "<tr><td colspan=1000 rowspan=65534>x" * 6_000),
    page("endless-select", "unread:too_slow read", lambda: "<select>" + "<option value=/x>y" * 150_000),
    page(
        "words-that-tempt-patterns",
        "read",
        lambda: "<p>" + "o" * 300_000 + "</p><p>" + "ปี พ.ศ. 2568 " * 20_000 + "1" * 300_000,
    ),
    page(
        "script-that-tempts-patterns",
        "read",
        lambda: f'<p onclick="{"window." * 60_000}">x</p><script>{"location.href=" * 60_000}{"(" * 60_000}</script>',
    ),
    page("base-elsewhere", "read", "<base href='http://{canary}/'><p>x<a href='a.html'>a</a><a href='/logout'>b</a>"),
    page("base-is-nonsense", "read", "<base href='http://[::1'><p>x<a href='a.html'>a</a>"),
    page("base-is-script", "read", "<base href='javascript:alert(1)//'><p>x<a href='a.html'>a</a>"),
    page("refresh-to-itself", "read", "<meta http-equiv=refresh content='0; url={me}'><p>x"),
    page("refresh-to-a-canary", "read", "<meta http-equiv=refresh content='0; url=http://{canary}/'><p>x"),
    page("refresh-to-logout", "read", "<meta http-equiv=refresh content='0; url=/logout'><p>x"),
    page("frames-in-themselves", "read", "<iframe src='{me}'></iframe>" * 50 + "<p>x"),
    page(
        "frameset-to-a-canary",
        "read failed:empty_page unread:empty",
        "<frameset><frame src='http://{canary}/'><frame src='/logout'></frameset>",
    ),
    page(
        "links-of-all-schemes",
        "read",
        "<p>x"
        + "".join(
            f"<a href='{to}'>y</a>"
            for to in (
                "javascript:alert(1)",
                "data:text/html,<a href=/logout>",
                "file:///etc/passwd",
                "ftp://{canary}/",
                "gopher://{canary}/",
                "blob:x",
                "view-source:/logout",
                "ws://{canary}/",
                "mailto:a@b",
                "tel:1",
                "about:blank",
                "chrome://version",
                "http:\\\\{canary}\\x",
                "\\\\{canary}\\share",
                "http:{canary}",
                "///{canary}/x",
                "http://{canary}:99999/",
                "http://①②⑦.⓪.⓪.①/",
            )
        ),
    ),
    page("every-door-to-forbidden-places", "read", f"<p>x</p>{EVERYWHERE}{SUBMITS}"),
    page(
        "canonical-elsewhere",
        "read",
        "<link rel=canonical href='http://{canary}/'><meta property=og:url content='http://{canary}/'><p>x",
    ),
    page("null-bytes", "read", lambda: "<p>x\0y</p><a href='\0/logout'>z</a>" * 2000),
    page(
        "control-characters",
        "read",
        "<title>\x1b]0;pwned\x07\x1b[2J\u202e</title><h1>\x1b[31mx</h1><a href='/h/\x1b[2J'>y</a>",
    ),
    page("lone-surrogates", "read", lambda: b"<p>\xed\xa0\x80\xed\xbf\xbf \xf4\x90\x80\x80 &#xd800;</p>"),
    page(
        "page-that-is-noise",
        "read failed:empty_page unread:damaged unread:empty unread:unsupported",
        lambda: bytes(range(256)) * 4000,
    ),
    page("page-that-is-a-pdf", "read unread:damaged", lambda: b"%PDF-1.4 not at all"),
    page("page-that-is-a-zip", "unread:damaged", lambda: b"PK\3\4" + bytes(3000)),
    page("charset-is-rot13", "read", "<p>x", kind="text/html; charset=rot13"),
    page("charset-is-bz2", "read", "<p>x", kind="text/html; charset=bz2_codec"),
    page("charset-is-unicode-escape", "read", "<p>\\x3cscript\\u0e01", kind="text/html; charset=unicode_escape"),
    page("charset-is-idna", "read", lambda: "<p>x" + "xn--a." * 9000, kind="text/html; charset=idna"),
    page("charset-is-punycode", "read", lambda: "<p>" + "a-b" * 20_000, kind="text/html; charset=punycode"),
    page("charset-is-utf-7", "read", "<p>+ADw-script+AD4-alert(1)", kind="text/html; charset=utf-7"),
    page("charset-is-undefined", "read", "<p>x", kind="text/html; charset=undefined"),
    page(
        "charset-of-the-header-lies",
        "read",
        lambda: "<meta charset=utf-16><p>แผน".encode("cp874"),
        kind="text/html; charset=utf-32",
    ),
    page("content-type-is-endless", "read", "<p>x", kind="text/html; charset=" + "x" * 30_000),
    page("soft-404-of-everything", "read failed:soft_404", "<title>404 Not Found</title><h1>404</h1>"),
)

TRAPS = (
    trap(
        "calendar",
        lambda n, at, _: [f"{at}?month={n % 12 + 1}&year={2500 + n + 1}", f"{at}/2025/{n % 12 + 1}/{n % 28 + 1}"],
    ),
    trap("session-ids", lambda n, at, _: [f"{at}?sid={'a' * 20}{n + k}" for k in (1, 2)]),
    trap("facets", lambda n, at, _: [f"{at}?color={n % 7}&size={n + 1}&shape={k}&sort=a" for k in range(4)]),
    trap("path-without-end", lambda _n, _at, here: [f"{here}/deeper", f"{here}/other/x"]),
    trap("relative-path-without-end", lambda n, _at, _h: ["more/and/more/", f"more/{n + 1}/"]),
    trap("numbers-without-end", lambda n, at, _: [f"{at}/{n + k}" for k in (1, 2, 3)]),
    trap(
        "words-without-end",
        lambda n, at, _: [
            f"{at}/" + "-".join("abcdefghijklmnop"[(n * k) % 16] * (k + 2) for k in range(1, 6)) + f"-{n + 1}"
        ],
    ),
    trap(
        "query-that-grows",
        lambda _n, at, here: [f"{at}?{here.partition('?')[2]}&x=1", f"{at}?{here.partition('?')[2]}&y"],
    ),
    trap("long-addresses", lambda _n, at, _h: [f"{at}/" + "a" * 3000]),
)

BROWSER = (
    scripted("script-without-end", "while(true){}"),
    scripted("script-of-promises-without-end", "(function f(){Promise.resolve().then(f)})()"),
    scripted("script-that-eats-memory", "const a=[];while(true)a.push(new Array(1e6).fill(Math.random()))"),
    scripted(
        "script-that-eats-buffers",
        "const a=[];setInterval(()=>{for(let i=0;i<20;i++){const b=new Uint8Array(2e7);b.fill(1);a.push(b)}},1)",
    ),
    scripted(
        "script-that-makes-nodes",
        "setInterval(()=>{for(let i=0;i<20000;i++){const d=document.createElement('a');d.href='/h/n'+Math.random();document.body.append(d)}},1)",
    ),
    scripted("script-that-recurses", "(function f(){f();f()})()"),
    scripted("script-with-a-bad-pattern", "/(a+)+$/.test('a'.repeat(60)+'b')"),
    scripted("alerts-without-end", "for(let i=0;i<1e5;i++){alert(1);confirm(2);prompt(3)}"),
    scripted("print-without-end", "for(let i=0;i<1e4;i++)print()"),
    scripted("windows-without-end", "for(let i=0;i<2000;i++){open('/logout');open('http://{canary}/')}"),
    scripted("reload-without-end", "location.reload();setInterval(()=>location.reload(),1)"),
    scripted("goes-to-a-canary", "location='http://{canary}/';location.replace('http://{canary}/x')"),
    scripted("goes-to-logout", "location='/logout'"),
    scripted("goes-to-a-file", "location='file:///etc/passwd';fetch('file:///etc/passwd').catch(()=>0)"),
    scripted(
        "submits-forms",
        "f.submit();g.requestSubmit();h.submit();HTMLFormElement.prototype.submit.call(f);document.createElement('form').submit.call(g)",
        SHELL + SUBMITS,
    ),
    scripted("speaks-to-forbidden-places", REACHES),
    scripted("loads-from-forbidden-places", "document.body.append('x')", SHELL + EVERYWHERE),
    scripted(
        "opens-sockets",
        "for(const C of [WebSocket])for(let i=0;i<20;i++)try{new C('ws://{canary}/')}catch(e){};const f=document.createElement('iframe');document.body.append(f);try{new f.contentWindow.WebSocket('ws://{canary}/')}catch(e){}",
    ),
    scripted(
        "speaks-webrtc",
        "const f=document.createElement('iframe');document.body.append(f);for(const w of [window,f.contentWindow])try{const p=new w.RTCPeerConnection({iceServers:[{urls:'stun:{canary}'},{urls:'turn:{canary}?transport=tcp',username:'a',credential:'b'}]});p.createDataChannel('x');p.createOffer().then(o=>p.setLocalDescription(o))}catch(e){}",
    ),
    scripted("speaks-webtransport", "try{new WebTransport('https://{canary}/')}catch(e){}"),
    scripted(
        "installs-a-service-worker",
        "navigator.serviceWorker&&navigator.serviceWorker.register('/h/worker.js').catch(()=>0)",
    ),
    scripted(
        "starts-workers",
        "for(let i=0;i<50;i++)try{new Worker(URL.createObjectURL(new Blob([\"fetch('http://{canary}/').catch(()=>0);for(;;);\"])))}catch(e){}",
    ),
    scripted(
        "downloads",
        "const a=document.createElement('a');a.href='data:application/octet-stream,x';a.download='x.exe';document.body.append(a);for(let i=0;i<50;i++)a.click();location='/docs/x.zip'",
    ),
    scripted(
        "stays-for-ever",
        "onbeforeunload=()=>'stay';addEventListener('beforeunload',e=>{e.preventDefault();e.returnValue='x'});addEventListener('unload',()=>{for(;;);})",
    ),
    scripted(
        "waits-for-ever",
        "fetch('/h/silent');const s=document.createElement('script');s.src='/h/silent';document.head.append(s)",
    ),
    scripted("loads-without-end", "setInterval(()=>fetch('/h/endless-body').catch(()=>0),20)"),
    scripted(
        "redirected-to-forbidden-places",
        "for(const p of ['redirect-to-logout','redirect-to-a-canary','redirect-to-delete','redirect-to-metadata']){fetch('/h/'+p).catch(()=>0);const s=document.createElement('script');s.src='/h/'+p;document.head.append(s);const l=document.createElement('link');l.rel='stylesheet';l.href='/h/'+p;document.head.append(l)}",
    ),
    scripted(
        "breaks-the-watch",
        "window.__oitcrawl=null;Object.defineProperty(window,'__opens',{get(){for(;;);}});Array.prototype.map=()=>{throw 1};JSON.stringify=()=>{for(;;);};document.querySelectorAll=()=>{throw 1}",
    ),
    scripted("claims-a-huge-page", "document.body.textContent='x'.repeat(4e7)"),
    scripted(
        "history-without-end", "setInterval(()=>{for(let i=0;i<100;i++)history.pushState({},'','/logout?'+i)},1)"
    ),
    scripted(
        "asks-for-everything",
        "try{Notification.requestPermission()}catch(e){};navigator.geolocation.getCurrentPosition(()=>0);navigator.mediaDevices&&navigator.mediaDevices.getUserMedia({audio:true,video:true}).catch(()=>0);document.documentElement.requestFullscreen&&document.documentElement.requestFullscreen().catch(()=>0)",
    ),
    scripted(
        "paints-without-end",
        "const c=document.createElement('canvas');c.width=c.height=16000;document.body.append(c);setInterval(()=>c.getContext('2d').fillRect(0,0,16000,16000),1)",
    ),
    scripted(
        "speculates",
        "const s=document.createElement('script');s.type='speculationrules';s.textContent=JSON.stringify({prefetch:[{source:'list',urls:['/logout','http://{canary}/']}],prerender:[{source:'list',urls:['/logout']}]});document.head.append(s)",
    ),
)
