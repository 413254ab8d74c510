module integration-gallery.example/go

go 1.19
