module example.com/intermission/see-the-client-work

go 1.23

require example.com/intermission/client v0.0.0

replace example.com/intermission/client => ../target/go
