/**
 * What real tools printed for a small repository: a queue, notes, and files that move, end, begin,
 * change modes or have no break at their end. git 2.39.5 and GNU diff 3.8.
 */

/** `git show` */
export const gitShow = `commit 8bfea8f87f0cedcdb159dc39b1b94650b592820e
Author: Ada Example <ada@example.test>
Date:   Fri Mar 1 11:40:02 2024 +0100

    Queue: clear gives back what it drops
   \x20
    Also:
    - a file moves
    - commit 1234567 is not named here

diff --git a/crlf.txt b/crlf.txt
index bcef7a2..a8bbafc 100644
--- a/crlf.txt
+++ b/crlf.txt
@@ -1,4 +1,4 @@
 first\r
-second\r
+second and a half\r
 \r
 fourth\r
diff --git a/docs/notes.txt b/docs/notes.txt
index b9e9ab4..4f5bfe4 100644
--- a/docs/notes.txt
+++ b/docs/notes.txt
@@ -1,3 +1,3 @@
 alpha
 beta
-gamma
\\ No newline at end of file
+delta
\\ No newline at end of file
diff --git a/empty b/empty
new file mode 100644
index 0000000..e69de29
diff --git a/gone.txt b/gone.txt
deleted file mode 100644
index 2273189..0000000
--- a/gone.txt
+++ /dev/null
@@ -1,4 +0,0 @@
-soon
-no
-longer
-here
diff --git a/lib/old-name.txt b/lib/new-name.txt
similarity index 94%
rename from lib/old-name.txt
rename to lib/new-name.txt
index f1b73b6..72fd3b4 100644
--- a/lib/old-name.txt
+++ b/lib/new-name.txt
@@ -4,7 +4,7 @@ line 3 of a file that will move
 line 4 of a file that will move
 line 5 of a file that will move
 line 6 of a file that will move
-line 7 of a file that will move
+line seven of a file that will move
 line 8 of a file that will move
 line 9 of a file that will move
 line 10 of a file that will move
diff --git a/pic.bin b/pic.bin
new file mode 100644
index 0000000..8526bc7
Binary files /dev/null and b/pic.bin differ
diff --git a/run.sh b/run.sh
old mode 100644
new mode 100755
diff --git a/src/added.js b/src/added.js
new file mode 100644
index 0000000..f7c11d9
--- /dev/null
+++ b/src/added.js
@@ -0,0 +1,24 @@
+exports.value1 = 1
+exports.value2 = 4
+exports.value3 = 9
+exports.value4 = 16
+exports.value5 = 25
+exports.value6 = 36
+exports.value7 = 49
+exports.value8 = 64
+exports.value9 = 81
+exports.value10 = 100
+exports.value11 = 121
+exports.value12 = 144
+exports.value13 = 169
+exports.value14 = 196
+exports.value15 = 225
+exports.value16 = 256
+exports.value17 = 289
+exports.value18 = 324
+exports.value19 = 361
+exports.value20 = 400
+exports.value21 = 441
+exports.value22 = 484
+exports.value23 = 529
+exports.value24 = 576
diff --git a/src/queue.js b/src/queue.js
index 8c736f9..77c6849 100644
--- a/src/queue.js
+++ b/src/queue.js
@@ -9,7 +9,7 @@ class Queue {
\x20
   push(item) {
     if (this.items.length >= this.limit) {
-      throw new Error('queue is full')
+      throw new RangeError(\`queue is full: \${this.limit}\`)
     }
     this.items.push(item)
   }
@@ -23,7 +23,9 @@ class Queue {
   }
\x20
   clear() {
+    const dropped = this.items
     this.items = []
+    return dropped
   }
 }
\x20
diff --git a/two words/a b.txt b/two words/a b.txt
index 814f4a4..99b356d 100644
--- a/two words/a b.txt\t
+++ b/two words/a b.txt\t
@@ -1,2 +1,2 @@
 one
-two
+2
diff --git "a/\\303\\244.txt" "b/\\303\\244.txt"
new file mode 100644
index 0000000..b39b3b6
--- /dev/null
+++ "b/\\303\\244.txt"
@@ -0,0 +1 @@
+umlaut
`

/** `git log` */
export const gitLog = `commit 8bfea8f87f0cedcdb159dc39b1b94650b592820e
Author: Ada Example <ada@example.test>
Date:   Fri Mar 1 11:40:02 2024 +0100

    Queue: clear gives back what it drops
   \x20
    Also:
    - a file moves
    - commit 1234567 is not named here

commit f9ee9b057d1aa193a712b9f6fe8d72919660d972
Author: Ada Example <ada@example.test>
Date:   Fri Mar 1 09:11:27 2024 +0100

    Begin
   \x20
    A queue with a bound, and notes.
`

/** `git log --stat` */
export const gitLogStat = `commit 8bfea8f87f0cedcdb159dc39b1b94650b592820e
Author: Ada Example <ada@example.test>
Date:   Fri Mar 1 11:40:02 2024 +0100

    Queue: clear gives back what it drops
   \x20
    Also:
    - a file moves
    - commit 1234567 is not named here

 crlf.txt                           |   2 +-
 docs/notes.txt                     |   2 +-
 empty                              |   0
 gone.txt                           |   4 ----
 lib/{old-name.txt => new-name.txt} |   2 +-
 pic.bin                            | Bin 0 -> 40 bytes
 run.sh                             |   0
 src/added.js                       |  24 ++++++++++++++++++++++++
 src/queue.js                       |   4 +++-
 two words/a b.txt                  |   2 +-
 "\\303\\244.txt"                     |   1 +
 11 files changed, 32 insertions(+), 9 deletions(-)

commit f9ee9b057d1aa193a712b9f6fe8d72919660d972
Author: Ada Example <ada@example.test>
Date:   Fri Mar 1 09:11:27 2024 +0100

    Begin
   \x20
    A queue with a bound, and notes.

 crlf.txt          |  4 ++++
 docs/notes.txt    |  3 +++
 gone.txt          |  4 ++++
 lib/old-name.txt  | 20 ++++++++++++++++++++
 run.sh            |  2 ++
 src/queue.js      | 30 ++++++++++++++++++++++++++++++
 two words/a b.txt |  2 ++
 7 files changed, 65 insertions(+)
`

/** `git diff -U0 --no-prefix HEAD~1 -- src lib docs` */
export const gitDiffNoContext = `diff --git docs/notes.txt docs/notes.txt
index b9e9ab4..4f5bfe4 100644
--- docs/notes.txt
+++ docs/notes.txt
@@ -3 +3 @@ beta
-gamma
\\ No newline at end of file
+delta
\\ No newline at end of file
diff --git lib/old-name.txt lib/new-name.txt
similarity index 94%
rename from lib/old-name.txt
rename to lib/new-name.txt
index f1b73b6..72fd3b4 100644
--- lib/old-name.txt
+++ lib/new-name.txt
@@ -7 +7 @@ line 6 of a file that will move
-line 7 of a file that will move
+line seven of a file that will move
diff --git src/added.js src/added.js
new file mode 100644
index 0000000..f7c11d9
--- /dev/null
+++ src/added.js
@@ -0,0 +1,24 @@
+exports.value1 = 1
+exports.value2 = 4
+exports.value3 = 9
+exports.value4 = 16
+exports.value5 = 25
+exports.value6 = 36
+exports.value7 = 49
+exports.value8 = 64
+exports.value9 = 81
+exports.value10 = 100
+exports.value11 = 121
+exports.value12 = 144
+exports.value13 = 169
+exports.value14 = 196
+exports.value15 = 225
+exports.value16 = 256
+exports.value17 = 289
+exports.value18 = 324
+exports.value19 = 361
+exports.value20 = 400
+exports.value21 = 441
+exports.value22 = 484
+exports.value23 = 529
+exports.value24 = 576
diff --git src/queue.js src/queue.js
index 8c736f9..77c6849 100644
--- src/queue.js
+++ src/queue.js
@@ -12 +12 @@ class Queue {
-      throw new Error('queue is full')
+      throw new RangeError(\`queue is full: \${this.limit}\`)
@@ -25,0 +26 @@ class Queue {
+    const dropped = this.items
@@ -26,0 +28 @@ class Queue {
+    return dropped
`

/** `git -c diff.suppressBlankEmpty=true diff HEAD~1 -- src/queue.js` */
export const gitDiffSuppressed = `diff --git a/src/queue.js b/src/queue.js
index 8c736f9..77c6849 100644
--- a/src/queue.js
+++ b/src/queue.js
@@ -9,7 +9,7 @@ class Queue {

   push(item) {
     if (this.items.length >= this.limit) {
-      throw new Error('queue is full')
+      throw new RangeError(\`queue is full: \${this.limit}\`)
     }
     this.items.push(item)
   }
@@ -23,7 +23,9 @@ class Queue {
   }

   clear() {
+    const dropped = this.items
     this.items = []
+    return dropped
   }
 }

`

/** `git blame src/queue.js` */
export const gitBlame = `^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  1) // A queue with a bound.
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  2) 'use strict'
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  3)\x20
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  4) class Queue {
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  5)   constructor(limit) {
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  6)     this.limit = limit
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  7)     this.items = []
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  8)   }
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100  9)\x20
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 10)   push(item) {
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 11)     if (this.items.length >= this.limit) {
8bfea8f8 (Ada Example 2024-03-01 11:40:02 +0100 12)       throw new RangeError(\`queue is full: \${this.limit}\`)
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 13)     }
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 14)     this.items.push(item)
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 15)   }
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 16)\x20
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 17)   shift() {
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 18)     return this.items.shift()
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 19)   }
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 20)\x20
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 21)   get size() {
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 22)     return this.items.length
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 23)   }
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 24)\x20
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 25)   clear() {
8bfea8f8 (Ada Example 2024-03-01 11:40:02 +0100 26)     const dropped = this.items
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 27)     this.items = []
8bfea8f8 (Ada Example 2024-03-01 11:40:02 +0100 28)     return dropped
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 29)   }
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 30) }
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 31)\x20
^f9ee9b0 (Ada Example 2024-03-01 09:11:27 +0100 32) module.exports = { Queue }
`

/** `git blame --porcelain -L 5,16 src/queue.js` */
export const gitBlamePorcelain = `f9ee9b057d1aa193a712b9f6fe8d72919660d972 5 5 7
author Ada Example
author-mail <ada@example.test>
author-time 1709280687
author-tz +0100
committer Ada Example
committer-mail <ada@example.test>
committer-time 1709280687
committer-tz +0100
summary Begin
boundary
filename src/queue.js
\t  constructor(limit) {
f9ee9b057d1aa193a712b9f6fe8d72919660d972 6 6
\t    this.limit = limit
f9ee9b057d1aa193a712b9f6fe8d72919660d972 7 7
\t    this.items = []
f9ee9b057d1aa193a712b9f6fe8d72919660d972 8 8
\t  }
f9ee9b057d1aa193a712b9f6fe8d72919660d972 9 9
\t
f9ee9b057d1aa193a712b9f6fe8d72919660d972 10 10
\t  push(item) {
f9ee9b057d1aa193a712b9f6fe8d72919660d972 11 11
\t    if (this.items.length >= this.limit) {
8bfea8f87f0cedcdb159dc39b1b94650b592820e 12 12 1
author Ada Example
author-mail <ada@example.test>
author-time 1709289602
author-tz +0100
committer Ada Example
committer-mail <ada@example.test>
committer-time 1709289602
committer-tz +0100
summary Queue: clear gives back what it drops
previous f9ee9b057d1aa193a712b9f6fe8d72919660d972 src/queue.js
filename src/queue.js
\t      throw new RangeError(\`queue is full: \${this.limit}\`)
f9ee9b057d1aa193a712b9f6fe8d72919660d972 13 13 4
\t    }
f9ee9b057d1aa193a712b9f6fe8d72919660d972 14 14
\t    this.items.push(item)
f9ee9b057d1aa193a712b9f6fe8d72919660d972 15 15
\t  }
f9ee9b057d1aa193a712b9f6fe8d72919660d972 16 16
\t
`

/** `git show (of a merge)` */
export const gitMerge = `commit fd16da455c763901e4fc39fa8818e1f54ee0afcc
Merge: 8bfea8f 47903ca
Author: Ada Example <ada@example.test>
Date:   Sat Mar 2 11:00:00 2024 +0100

    Merge the other words

diff --cc src/queue.js
index 77c6849,c7f8551..f5d1e0e
--- a/src/queue.js
+++ b/src/queue.js
@@@ -9,7 -9,7 +9,7 @@@ class Queue\x20
 \x20
    push(item) {
      if (this.items.length >= this.limit) {
-       throw new RangeError(\`queue is full: \${this.limit}\`)
 -      throw new Error('no room')
++      throw new RangeError(\`no room: \${this.limit}\`)
      }
      this.items.push(item)
    }
`

/** `diff -ru before after` */
export const diffRecursive = `diff -ru before/crlf.txt after/crlf.txt
--- before/crlf.txt\t2024-03-01 10:00:00.000000000 +0000
+++ after/crlf.txt\t2024-03-01 10:00:00.000000000 +0000
@@ -1,4 +1,4 @@
 first\r
-second\r
+second and a half\r
 \r
 fourth\r
diff -ru before/docs/notes.txt after/docs/notes.txt
--- before/docs/notes.txt\t2024-03-01 10:00:00.000000000 +0000
+++ after/docs/notes.txt\t2024-03-01 10:00:00.000000000 +0000
@@ -1,3 +1,3 @@
 alpha
 beta
-gamma
\\ No newline at end of file
+delta
\\ No newline at end of file
Only in after: empty
Only in before: gone.txt
Only in after/lib: new-name.txt
Only in before/lib: old-name.txt
Only in after: pic.bin
Only in after/src: added.js
diff -ru before/src/queue.js after/src/queue.js
--- before/src/queue.js\t2024-03-01 10:00:00.000000000 +0000
+++ after/src/queue.js\t2024-03-01 10:00:00.000000000 +0000
@@ -9,7 +9,7 @@
\x20
   push(item) {
     if (this.items.length >= this.limit) {
-      throw new Error('queue is full')
+      throw new RangeError(\`queue is full: \${this.limit}\`)
     }
     this.items.push(item)
   }
@@ -23,7 +23,9 @@
   }
\x20
   clear() {
+    const dropped = this.items
     this.items = []
+    return dropped
   }
 }
\x20
diff -ru "before/two words/a b.txt" "after/two words/a b.txt"
--- "before/two words/a b.txt"\t2024-03-01 10:00:00.000000000 +0000
+++ "after/two words/a b.txt"\t2024-03-01 10:00:00.000000000 +0000
@@ -1,2 +1,2 @@
 one
-two
+2
Only in after: ä.txt
`

/** `diff -c before/src/queue.js after/src/queue.js` */
export const diffContext = `*** before/src/queue.js\t2024-03-01 10:00:00.000000000 +0000
--- after/src/queue.js\t2024-03-01 10:00:00.000000000 +0000
***************
*** 9,15 ****
 \x20
    push(item) {
      if (this.items.length >= this.limit) {
!       throw new Error('queue is full')
      }
      this.items.push(item)
    }
--- 9,15 ----
 \x20
    push(item) {
      if (this.items.length >= this.limit) {
!       throw new RangeError(\`queue is full: \${this.limit}\`)
      }
      this.items.push(item)
    }
***************
*** 23,29 ****
--- 23,31 ----
    }
 \x20
    clear() {
+     const dropped = this.items
      this.items = []
+     return dropped
    }
  }
 \x20
`

/** `diff before/src/queue.js after/src/queue.js` */
export const diffPlain = `12c12
<       throw new Error('queue is full')
---
>       throw new RangeError(\`queue is full: \${this.limit}\`)
25a26
>     const dropped = this.items
26a28
>     return dropped
`
