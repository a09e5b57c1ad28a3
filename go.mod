module github.com/sluis-hub/sluis

go 1.26.0
