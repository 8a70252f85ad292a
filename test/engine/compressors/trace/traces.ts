/** Real traces of runtimes, shortened; paths and names made neutral. */

/** `java shop.Main`, Java 17: a chain of causes through streams, then recursion. */
export const JAVA = `Exception in thread "main" java.lang.IllegalStateException: mid failed
	at shop.Cart.mid(Cart.java:4)
	at shop.Cart.main(Cart.java:5)
Caused by: shop.Cart$RateException: no rate for region=ZZ-9
	at shop.Cart$Rates.find(Cart.java:6)
	at java.base/java.util.stream.ReferencePipeline$3$1.accept(ReferencePipeline.java:197)
	at java.base/java.util.stream.AbstractPipeline.copyInto(AbstractPipeline.java:509)
	at java.base/java.util.stream.AbstractPipeline.wrapAndCopyInto(AbstractPipeline.java:499)
	at java.base/java.util.stream.ReduceOps$ReduceOp.evaluateSequential(ReduceOps.java:921)
	at java.base/java.util.stream.DoublePipeline.sum(DoublePipeline.java:450)
	at shop.Cart.total(Cart.java:7)
	at java.base/java.util.concurrent.FutureTask.run(FutureTask.java:264)
	at java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1136)
	at java.base/java.lang.Thread.run(Thread.java:840)
	... 12 more
Caused by: java.lang.NullPointerException: no row
	at java.base/java.util.Objects.requireNonNull(Objects.java:235)
	... 16 more
Exception in thread "worker" java.lang.StackOverflowError
${'\tat shop.Cart.deep(Cart.java:15)\n\tat shop.Cart.deeper(Cart.java:16)\n'.repeat(20)}	at shop.Cart.main(Cart.java:13)
`

/** `python3 net.py` 3.11 with requests and urllib3. */
export const PYTHON = `Traceback (most recent call last):
  File "/srv/venv/lib/python3.11/site-packages/urllib3/connection.py", line 239, in _new_conn
    sock = connection.create_connection(
           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/srv/venv/lib/python3.11/site-packages/urllib3/util/connection.py", line 85, in create_connection
    raise err
  File "/srv/venv/lib/python3.11/site-packages/urllib3/util/connection.py", line 73, in create_connection
    sock.connect(sa)
ConnectionRefusedError: [Errno 111] Connection refused

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/app/net.py", line 9, in load
    items = requests.get(url, timeout=1)
            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  File "/srv/venv/lib/python3.11/site-packages/requests/api.py", line 73, in get
    return request("get", url, params=params, **kwargs)
  File "/srv/venv/lib/python3.11/site-packages/requests/api.py", line 59, in request
    return session.request(method=method, url=url, **kwargs)
  File "/srv/venv/lib/python3.11/site-packages/requests/sessions.py", line 589, in request
    resp = self.send(prep, **send_kwargs)
  File "/srv/venv/lib/python3.11/site-packages/requests/adapters.py", line 729, in send
    raise ConnectionError(e, request=request)
requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=1): Max retries exceeded
`

/** `node app.js` 20 with express. */
export const NODE = `/srv/app/routes/user.js:12
    return user.name.toUpperCase()
                ^

TypeError: Cannot read properties of undefined (reading 'name')
    at show (/srv/app/routes/user.js:12:17)
    at Layer.handleRequest (/srv/app/node_modules/router/lib/layer.js:169:33)
    at next (/srv/app/node_modules/router/lib/route.js:157:13)
    at Route.dispatch (/srv/app/node_modules/router/lib/route.js:117:3)
    at handle (/srv/app/node_modules/router/index.js:435:11)
    at Layer.handleRequest (/srv/app/node_modules/router/lib/layer.js:152:17)
    at /srv/app/node_modules/router/index.js:295:15
    at Server.emit (node:events:524:28)
    at parserOnIncoming (node:_http_server:1139:12)
    at HTTPParser.parserOnHeadersComplete (node:_http_common:118:17) {
  code: 'ERR_USER'
}

Node.js v20.20.2
`

/** `go run .` 1.26. */
export const GO = `panic: runtime error: index out of range [5] with length 3

goroutine 1 [running]:
main.(*Cart).item(...)
	/srv/app/main.go:15
main.handle({0x6cbe30, 0xc000012345})
	/srv/app/main.go:34 +0x11c
net/http.HandlerFunc.ServeHTTP(0x0?, {0x713b80?, 0x36fb60e8a000?}, 0x0?)
	/usr/local/go/src/net/http/server.go:2294 +0x29
net/http.(*ServeMux).ServeHTTP(0x55b7c0?, {0x713b80?, 0x36fb60e8a000?}, 0x0?)
	/usr/local/go/src/net/http/server.go:2822 +0x1c4
net/http.(*conn).serve(0xc0001b4000, {0x713b80, 0x36fb60e8a000})
	/usr/local/go/src/net/http/server.go:2035 +0x6b
created by net/http.(*Server).Serve in goroutine 1
	/usr/local/go/src/net/http/server.go:3454 +0x485
exit status 2
`

/** `RUST_BACKTRACE=1`, Rust 1.95. */
export const RUST = `thread 'main' panicked at src/main.rs:10:48:
called \`Result::unwrap()\` on an \`Err\` value: ParseIntError { kind: InvalidDigit }
stack backtrace:
   0: __rustc::rust_begin_unwind
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/std/src/panicking.rs:689:5
   1: core::panicking::panic_fmt
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/panicking.rs:80:14
   2: core::result::unwrap_failed
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/result.rs:1867:5
   3: crash::parse
             at ./src/main.rs:10:48
   4: crash::main
             at ./src/main.rs:25:5
   5: core::ops::function::FnOnce::call_once
             at /rustc/59807616e1fa2540724bfbac14d7976d7e4a3860/library/core/src/ops/function.rs:250:5
note: Some details are omitted, run with \`RUST_BACKTRACE=full\` for a verbose backtrace.
`

/** `dotnet run`: the documented form of .NET 8, by hand. */
export const DOT_NET = `Unhandled exception. System.InvalidOperationException: cannot load cart
 ---> System.FormatException: The input string '1x' was not in a correct format.
   at System.Number.ThrowFormatException[TChar](ReadOnlySpan\`1 value)
   at System.Int32.Parse(String s)
   at Shop.Cart.Parse(String s) in /srv/app/Cart.cs:line 5
   --- End of inner exception stack trace ---
   at Shop.Cart.Load(String s) in /srv/app/Cart.cs:line 9
   at Microsoft.AspNetCore.Routing.EndpointMiddleware.Invoke(HttpContext httpContext)
   at Microsoft.AspNetCore.Server.Kestrel.Core.Internal.Http.HttpProtocol.ProcessRequests[TContext](IHttpApplication\`1 application)
   at Shop.Program.Main(String[] args) in /srv/app/Program.cs:line 12
`

/** Firefox's and Chrome's \`error.stack\` of one page. */
export const BROWSER = `render@https://shop.test/static/js/main.3f2a.js:12:345
updateCart@https://shop.test/static/js/main.3f2a.js:15:2
commitWork@https://shop.test/static/js/vendors~main.chunk.js:2:99123
flushSync@https://shop.test/static/js/vendors~main.chunk.js:2:101234
Uncaught TypeError: cart.items is undefined
    at render (https://shop.test/static/js/main.3f2a.js:12:345)
    at commitWork (https://shop.test/static/js/vendors~main.chunk.js:2:99123)
    at flushSync (https://shop.test/static/js/vendors~main.chunk.js:2:101234)
`

/** By name: every trace above. */
export const TRACES: ReadonlyMap<string, string> = new Map([
  ['Java', JAVA],
  ['Python', PYTHON],
  ['Node', NODE],
  ['Go', GO],
  ['Rust', RUST],
  ['.NET', DOT_NET],
  ['a browser', BROWSER],
])
