//go:build !noagent && linux

package main

import (
	"context"
	"math/rand/v2"
	"os"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"

	"github.com/sluis-hub/sluis/hub/hubtest"
)

// lossyDisk is a file system in memory that behaves like a disk whose power
// fails: crash drops every write that no completed fsync followed. Names are
// durable at once, which is kinder than a disk and not what is tested.
type lossyDisk struct {
	mu    sync.Mutex
	files map[string]*lossyFile
	// syncs counts completed fsyncs, so that a test can tell that there were some.
	syncs int
}

type lossyFile struct {
	live, durable []byte
}

// crash gives the disk as it is found afterwards.
func (d *lossyDisk) crash() {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, f := range d.files {
		f.live = append([]byte(nil), f.durable...)
	}
}

type lossyDir struct {
	fs.Inode
	disk *lossyDisk
}

type lossyNode struct {
	fs.Inode
	disk *lossyDisk
	file *lossyFile
}

var (
	_ fs.NodeLookuper  = (*lossyDir)(nil)
	_ fs.NodeCreater   = (*lossyDir)(nil)
	_ fs.NodeUnlinker  = (*lossyDir)(nil)
	_ fs.NodeRenamer   = (*lossyDir)(nil)
	_ fs.NodeFsyncer   = (*lossyDir)(nil)
	_ fs.NodeOpener    = (*lossyNode)(nil)
	_ fs.NodeReader    = (*lossyNode)(nil)
	_ fs.NodeWriter    = (*lossyNode)(nil)
	_ fs.NodeFsyncer   = (*lossyNode)(nil)
	_ fs.NodeGetattrer = (*lossyNode)(nil)
	_ fs.NodeSetattrer = (*lossyNode)(nil)
)

func (d *lossyDir) child(ctx context.Context, f *lossyFile, out *fuse.EntryOut) *fs.Inode {
	n := &lossyNode{disk: d.disk, file: f}
	out.Mode, out.Size = syscall.S_IFREG|0o600, uint64(len(f.live))
	return d.NewInode(ctx, n, fs.StableAttr{Mode: syscall.S_IFREG})
}

func (d *lossyDir) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	d.disk.mu.Lock()
	defer d.disk.mu.Unlock()
	f := d.disk.files[name]
	if f == nil {
		return nil, syscall.ENOENT
	}
	if have := d.GetChild(name); have != nil {
		out.Mode, out.Size = syscall.S_IFREG|0o600, uint64(len(f.live))
		return have, 0
	}
	return d.child(ctx, f, out), 0
}

func (d *lossyDir) Create(ctx context.Context, name string, _, _ uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	d.disk.mu.Lock()
	defer d.disk.mu.Unlock()
	f := d.disk.files[name]
	if f == nil {
		f = &lossyFile{}
		d.disk.files[name] = f
	}
	return d.child(ctx, f, out), nil, 0, 0
}

func (d *lossyDir) Unlink(_ context.Context, name string) syscall.Errno {
	d.disk.mu.Lock()
	defer d.disk.mu.Unlock()
	delete(d.disk.files, name)
	return 0
}

func (d *lossyDir) Rename(_ context.Context, name string, _ fs.InodeEmbedder, to string, _ uint32) syscall.Errno {
	d.disk.mu.Lock()
	defer d.disk.mu.Unlock()
	d.disk.files[to] = d.disk.files[name]
	delete(d.disk.files, name)
	return 0
}

func (d *lossyDir) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno { return 0 }

func (n *lossyNode) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, fuse.FOPEN_KEEP_CACHE, 0
}

func (n *lossyNode) Read(_ context.Context, _ fs.FileHandle, dest []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	if off >= int64(len(n.file.live)) {
		return fuse.ReadResultData(nil), 0
	}
	k := copy(dest, n.file.live[off:])
	return fuse.ReadResultData(dest[:k]), 0
}

func (n *lossyNode) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	n.resize(max(len(n.file.live), int(off)+len(data)))
	copy(n.file.live[off:], data)
	return uint32(len(data)), 0
}

func (n *lossyNode) resize(size int) {
	if size <= len(n.file.live) {
		n.file.live = n.file.live[:size]
		return
	}
	n.file.live = append(n.file.live, make([]byte, size-len(n.file.live))...)
}

func (n *lossyNode) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	n.file.durable = append(n.file.durable[:0], n.file.live...)
	n.disk.syncs++
	return 0
}

func (n *lossyNode) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	n.disk.mu.Lock()
	defer n.disk.mu.Unlock()
	out.Mode, out.Size = syscall.S_IFREG|0o600, uint64(len(n.file.live))
	return 0
}

func (n *lossyNode) Setattr(ctx context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	n.disk.mu.Lock()
	if size, ok := in.GetSize(); ok {
		n.resize(int(size))
	}
	n.disk.mu.Unlock()
	return n.Getattr(ctx, nil, out)
}

// mount shows the disk in a directory; unmount before a crash.
func (d *lossyDisk) mount(t *testing.T, dir string) (unmount func()) {
	t.Helper()
	second := time.Second
	server, err := fs.Mount(dir, &lossyDir{disk: d}, &fs.Options{
		MountOptions: fuse.MountOptions{DirectMount: true, FsName: "lossy", Name: "lossy"},
		EntryTimeout: &second, AttrTimeout: &second,
	})
	if err != nil {
		t.Fatalf("mount: %v", err)
	}
	return func() {
		if err := server.Unmount(); err != nil {
			t.Errorf("unmount: %v", err)
		}
	}
}

// TestWritesWithoutFsyncAreLost runs the same load on a disk that forgets, at
// each of its crashes, everything that was written and not synced. What was
// acknowledged survives; and with a build whose synchronous is OFF it does not,
// or the test would be worth nothing.
func TestWritesWithoutFsyncAreLost(t *testing.T) {
	if _, err := os.Stat("/dev/fuse"); err != nil || os.Geteuid() != 0 {
		t.Skip("NOT RUN: the disk that forgets needs root and /dev/fuse")
	}
	if hubtest.Two() {
		t.Skip("the disk is SQLite's; what PostgreSQL confirms is its own to keep, and hub/store refuses one that does not")
	}
	t.Run("full", func(t *testing.T) {
		if lost, twice, acked := crashes(t, "hub", 15); lost > 0 || twice > 0 {
			t.Errorf("of %d acknowledged entries %d are lost, %d are there twice", acked, lost, twice)
		}
	})
	t.Run("off", func(t *testing.T) {
		if lost, _, acked := crashes(t, "hub-syncoff", 1); lost == 0 {
			t.Errorf("with synchronous OFF none of %d acknowledged entries is lost: the test sees nothing", acked)
		}
	})
}

func crashes(t *testing.T, build string, times int) (lost, twice int, acked int64) {
	p := newPlayOn(t, onSQLite)
	// the region's first records go to an ordinary disk; then the hub moves
	h := p.hub.Processes[0]
	h.stop(syscall.SIGTERM)
	disk := &lossyDisk{files: map[string]*lossyFile{}}
	entries, err := os.ReadDir(h.dir)
	p.must(err)
	for _, e := range entries {
		b, err := os.ReadFile(h.dir + "/" + e.Name())
		p.must(err)
		disk.files[e.Name()] = &lossyFile{live: b, durable: append([]byte(nil), b...)}
	}
	dir := t.TempDir()
	unmount := disk.mount(t, dir)
	h = startBuild(t, build, dir, p.hub.listen())
	l := newLoad(p)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); l.run(ctx) }()
	r := rand.New(rand.NewPCG(15, 9))
	for range times {
		before := l.acked.Load()
		p.until("people post", func() bool { return l.acked.Load() > before+int64(r.IntN(12)) })
		if times == 1 {
			stop() // so that nothing but the disk can be the reason
			<-done
		}
		h.stop(syscall.SIGKILL)
		unmount()
		disk.crash()
		unmount = disk.mount(t, dir)
		h = startBuild(t, build, dir, p.hub.listen())
	}
	stop()
	<-done
	lost, twice = l.lostOrTwice()
	h.stop(syscall.SIGTERM)
	unmount()
	t.Logf("%d acknowledged, %d lost, %d fsyncs", l.acked.Load(), lost, disk.syncs)
	return lost, twice, l.acked.Load()
}
