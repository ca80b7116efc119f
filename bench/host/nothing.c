/*
 * \brief  Program that ends at once, reference for the start of a component
 */

/* SPDX-License-Identifier: GPL-2.0-or-later */

int main(void) { return 0; }
