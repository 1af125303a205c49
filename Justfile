# just: https://just.systems

app *options:
    python app.py {{options}}

test *options:
    pytest {{options}}

lint:
    ruff check .

train:
    python -m models.train models/recipes/compact.toml --data ../shared/data/fashion-products/products.parquet --out runs/compact
