.PHONY: build test lint fmt install

build:
	./deskrun version

test:
	./test

lint:
	dotnet tool restore && dotnet csharpier check .

fmt:
	dotnet tool restore && dotnet csharpier format .

install:
	./install
